import Testing

@testable import Entries

/// Numbers of persons in a text, told from dates, offices' numbers and sums.
///
/// All are invented.
@Suite struct PersonalNumberTests {
    @Test(arguments: [
        ("hubungi 081234567890", [PersonalNumber.phone]),
        ("WA 0812-3456-7890.", [.phone]),
        ("(+62 812 3456 7890)", [.phone]),
        ("telp. 6281234567890", [.phone]),
        ("NIK 5108064501900001", [.nik]),
        ("NIK: 5108 0605 0190 0001,", [.nik]),
        ("NIP 198001012005011001", [.nip]),
        ("NIP. 19800101 200501 1 001", [.nip]),
        ("198001012005211001", [.nip]),
        ("NIP 198001012005011001, HP 081234567890", [.phone, .nip]),
        ("081234567890 dan 081234567891", [.phone]),
        ("(0812) 3456-7890", [.phone]),
        ("hubungi (0812)34567890.", [.phone]),
        ("(+62) 812-3456-7890", [.phone]),
        ("hp081234567890", [.phone]),
        ("WA081234567890, rapat jadi", [.phone]),
        ("nik5108064501900001", [.nik]),
        ("081234567890/Budi", [.phone]),
        ("hubungi 0812-3456-7890/0813-3456-7890.", [.phone]),
        ("081234567890/081234567891/081234567892", [.phone]),
        ("081234567890/081234567891/Budi", [.phone]),
        ("081 234 567 890", [.phone]),
        ("HP 081-2345-6789", [.phone]),
        ("(081) 234 567 890", [.phone]),
        ("Perda 4 (2018) 5108 0605 0190 0001", [.nik]),
    ])
    func `what looks like a person's number is named`(text: String, kinds: [PersonalNumber]) {
        #expect(PersonalNumber.kinds(in: text) == kinds)
    }

    @Test(arguments: [
        "", "rapat 08.11.2018 14.30", "2018-11-07", "08-11-2018", "nomor 134.4/081234567890/2018",
        "nomor 01/PKS/CONTOH/2026", "(0362) 21985", "0362-219850", "Rp 1.234.567.890.123",
        "5108063501900001", "5108064513900001", "198013012005011001", "198001012005013001",
        "(0342) 801171", "(021) 3456-7890", "021-3456789", "081234567890/2018",
        "nomor 440/081234567890/DPRD/2018", "(0812) tahun 2018", "SK081234567890",
        "0812345", "08123456789012345", "A081234567890", "9781234567897", "1234567890123456",
        "5108060501900000", "nomor 100.3/0812/2025", "0812/0813/2025", "nomor 081 08.11.2018",
        "SK 081 2018-11-07", "081234567890/2018/081234567891", "081234567890/081234567891x",
        "440/081234567890/081234567891", "nomor 081.2/345/2018",
    ])
    func `dates, offices' numbers, landlines and sums are passed over`(text: String) {
        #expect(PersonalNumber.kinds(in: text) == [])
    }

    @Test func `texts inside lists and objects are looked at, numbers are not`() {
        let value: JSONValue = [
            "text": "5108064501900001", "list": ["081234567890", 5_108_064_501_900_001],
        ]
        #expect(PersonalNumber.kinds(in: value) == [.phone, .nik])
        #expect(PersonalNumber.kinds(in: 81_234_567_890) == [])
    }
}
