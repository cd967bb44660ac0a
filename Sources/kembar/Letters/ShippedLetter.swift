/// The template that comes with kembar: an office's own one can begin from it
/// (`kembar letter --show-template`).
let shippedLetter = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
    <office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Liberation Serif', 'Times New Roman', serif"/></office:font-face-decls>
    <office:styles>
    <style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="115%"/><style:text-properties style:font-name="Serif" fo:font-size="12pt" fo:language="id" fo:country="ID"/></style:default-style>
    <style:style style:name="Standard" style:family="paragraph"/>
    </office:styles>
    <office:automatic-styles>
    <style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.5cm" fo:margin-bottom="2.5cm" fo:margin-left="3cm" fo:margin-right="2.5cm"/></style:page-layout>
    <style:style style:name="Mark" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.6cm"/><style:text-properties fo:font-weight="bold" fo:color="#808080"/></style:style>
    <style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="2.2cm"/><style:tab-stop style:position="2.6cm"/></style:tab-stops></style:paragraph-properties></style:style>
    <style:style style:name="Right" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="end" fo:margin-bottom="0.4cm"/></style:style>
    <style:style style:name="Before" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.6cm"/></style:style>
    <style:style style:name="Text" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.4cm" fo:text-align="justify" fo:text-indent="1.25cm"/></style:style>
    <style:style style:name="Hello" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.6cm"/></style:style>
    <style:style style:name="Sign" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="8cm" fo:text-align="center"/></style:style>
    <style:style style:name="SignFirst" style:family="paragraph" style:parent-style-name="Sign"><style:paragraph-properties fo:margin-left="8cm" fo:text-align="center" fo:margin-top="1cm"/></style:style>
    <style:style style:name="SignLast" style:family="paragraph" style:parent-style-name="Sign"><style:paragraph-properties fo:margin-left="8cm" fo:text-align="center" fo:margin-top="2.2cm"/></style:style>
    </office:automatic-styles>
    <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
    <office:body><office:text>
    <text:p text:style-name="Mark">{catatan}</text:p>
    <text:p text:style-name="Right">{tempat-tanggal}</text:p>
    <text:p text:style-name="Head">{label-nomor}<text:tab/>:<text:tab/>{nomor}</text:p>
    <text:p text:style-name="Head">{label-lampiran}<text:tab/>:<text:tab/>{lampiran}</text:p>
    <text:p text:style-name="Head">{label-hal}<text:tab/>:<text:tab/>{hal}</text:p>
    <text:p text:style-name="Before">{kepada}</text:p>
    <text:p text:style-name="Standard">{di}</text:p>
    <text:p text:style-name="Hello">{salam}</text:p>
    <text:p text:style-name="Text">{isi}</text:p>
    <text:p text:style-name="Text">{penutup}</text:p>
    <text:p text:style-name="SignFirst">{pengirim}</text:p>
    <text:p text:style-name="Sign">{penanda-tangan},</text:p>
    <text:p text:style-name="SignLast">{garis}</text:p>
    </office:text></office:body>
    </office:document>
    """#
