# Loads exports with pm4py and prints how many events each reader found: load.py XES OCEL CSV
import sys
import warnings

warnings.filterwarnings("ignore")
import pandas
import pm4py

xes = pm4py.read_xes(sys.argv[1])
ocel = pm4py.read_ocel2_json(sys.argv[2])
table = pm4py.format_dataframe(
    pandas.read_csv(sys.argv[3]),
    case_id="case:concept:name",
    activity_key="concept:name",
    timestamp_key="time:timestamp",
)
pm4py.discover_dfg(xes)
print(len(xes), len(ocel.events), len(table), xes["case:concept:name"].nunique(), len(ocel.objects))
