# scale: 2M chars text
import time,json
from pathlib import Path
from index.settings import Settings
from rag.pipeline import Pipeline
from dataclasses import replace
import resource
p=Pipeline.open(Settings(Path("/tmp/u_home3"))); U=p._understanding
import gzip
words={}; names=set(); text=[]
n=0
from index.tokenize import tokenize
from collections import Counter
df=Counter(); 
for l in gzip.open("/work/shared/data/stard/corpus.jsonl.gz","rt"):
    d=json.loads(l); n+=1; text.append(d["content"]); names.add(d["name"])
    if n<=6000: df.update(set(tokenize(d["content"])))
r0=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from rag.vocabulary import Vocabulary
v=Vocabulary.of(df,names,"\n".join(text)); print(n,len("".join(text)),len(df),len(v.words))
t=time.time(); v.by_sound; v.by_near_sound; v.by_ends; v.by_initials; print("tables",time.time()-t, "MB",(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-r0)/1024)
U.__dict__["_vocabulary"]=v
qs=[json.loads(l)["question"] for f in ("sample","synthetic","across") for l in open(f"eval/questions/{f}.dev.jsonl")]
ts=[]
for q in qs:
    t=time.thread_time(); x=U.read(q); ts.append((time.thread_time()-t,q,[ (c.said,c.meant) for c in x.changes]))
ts.sort(); print("cpu p50 %.2f p95 %.2f max %.2f"%tuple(1000*ts[i][0] for i in (len(ts)//2,int(len(ts)*.95),-1)))
for a in ts:
    if a[2]: print(a[1],a[2])
