# Loads exports with pm4py, by every importer that it has: load.py EVENTS XES OCEL [CSV]
# Each has to find every event, once: ends with 1 at the first that does not. Prints agreements (traces, the log's own
# among them) and objects.
import sys
import warnings

warnings.filterwarnings("ignore")
import pandas
import pm4py
from pm4py.objects.log.importer.xes import importer as xes_importer
from pm4py.objects.ocel.importer.jsonocel import importer as ocel_importer

wanted = set(range(int(sys.argv[1])))


def check(reader, positions):
    positions = [int(position) for position in positions]
    if len(positions) != len(wanted) or set(positions) != wanted:
        sys.exit(f"{reader} loads {len(positions)} events, {len(set(positions) & wanted)} of {len(wanted)}")


xes, ocel = xes_importer.Variants, ocel_importer.Variants
traces = objects = None
for variant in (xes.ITERPARSE, xes.ITERPARSE_20, xes.CHUNK_REGEX, xes.LINE_BY_LINE, xes.RUSTXES):
    log = xes_importer.apply(sys.argv[2], variant=variant, parameters={"show_progress_bar": False})
    table = log if isinstance(log, pandas.DataFrame) else pm4py.convert_to_dataframe(log)
    check(f"XES, {variant.name}", table["kembar:position"])
    found = table["case:concept:name"].nunique()
    if traces not in (None, found):
        sys.exit(f"XES, {variant.name} loads {found} traces, not {traces}")
    traces = found
    if variant is xes.ITERPARSE:
        pm4py.discover_dfg(pm4py.format_dataframe(table))
for variant in (ocel.OCEL20_STANDARD, ocel.OCEL20_RUSTXES):
    log = ocel_importer.apply(sys.argv[3], variant=variant)
    check(f"OCEL, {variant.name}", (name.rpartition("-")[2] for name in log.events["ocel:eid"]))
    if objects not in (None, len(log.objects)):
        sys.exit(f"OCEL, {variant.name} loads {len(log.objects)} objects, not {objects}")
    objects = len(log.objects)
if len(sys.argv) > 4:
    table = pm4py.format_dataframe(
        pandas.read_csv(sys.argv[4]),
        case_id="case:concept:name",
        activity_key="concept:name",
        timestamp_key="time:timestamp",
    )
    check("CSV", table["position"])
print(traces, objects)
