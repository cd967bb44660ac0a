# Times how long pm4py takes to load a file, by one of its importers: load_xes.py FILE iterparse|rustxes
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas
from pm4py.objects.log.importer.xes import importer

variant = importer.Variants[sys.argv[2].upper()]
# What loading needs is imported before the clock runs.
importer.apply(sys.argv[3], variant=variant, parameters={"show_progress_bar": False})
began = time.monotonic()
log = importer.apply(sys.argv[1], variant=variant, parameters={"show_progress_bar": False})
seconds = time.monotonic() - began
events = len(log) if isinstance(log, pandas.DataFrame) else sum(len(trace) for trace in log)
print(f"events={events} seconds={seconds}")
