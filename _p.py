import json,time
from pathlib import Path
from index.settings import Settings
from rag.pipeline import Pipeline
p=Pipeline.open(Settings(Path("/tmp/u_home3"))); U=p._understanding
qs=[json.loads(l)["question"] for f in ("sample","synthetic","across") for l in open(f"eval/questions/{f}.dev.jsonl")]
t=time.time(); U.read("那fagaiwei牵头量自通信"); print("first",time.time()-t)
for rnd in range(2):
    ts=[]
    for q in qs:
        t=time.thread_time(); w=time.time(); U.read(q); ts.append((time.thread_time()-t,time.time()-w,q))
    ts.sort(); print("cpu p50 %.2f p95 %.2f max %.2f"%tuple(1000*ts[i][0] for i in (len(ts)//2,int(len(ts)*.95),-1)), ts[-1][2], ts[-3][2])
    w=sorted(x[1] for x in ts); print("wall p50 %.2f p95 %.2f"%(w[len(w)//2]*1000,w[int(len(w)*.95)]*1000))
import cProfile,pstats
pr=cProfile.Profile(); pr.enable()
for q in qs: U.read(q)
pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(14)
