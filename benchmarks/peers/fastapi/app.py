#!/usr/bin/python3
"""The workshops' service on the workshops' stack: FastAPI on uvicorn, a scikit-learn random forest behind /predict.

    app.py --prepare    train the forest unless it is in the cache, and tell what this stack consists of
    app.py              serve on a free port of 127.0.0.1, which the first line names

Needs Debian's python3-fastapi, python3-uvicorn, python3-sklearn and, to train, python3-onnx; takes python3-uvloop and python3-httptools where they are.
"""

import os

# One processor serves; more threads than that would only take turns. Set before numpy loads its BLAS.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import asyncio
import hashlib
import json
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import List

import fastapi
import joblib
import numpy as np
import sklearn
import uvicorn
from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[3]
TRAINING = ROOT / "models" / "train"
DESCRIPTION = json.loads((ROOT / "models" / "covertype-forest" / "model.json").read_text())


def cached_forest():
    """Where the trained forest lies: another scikit-learn or another training script means another file."""
    digest = hashlib.sha256(sklearn.__version__.encode())
    for script in ("train.py", "rows.py"):
        digest.update((TRAINING / script).read_bytes())
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "loadlab" / f"covertype-forest-{digest.hexdigest()[:16]}.joblib"


def load_forest():
    """The forest of models/covertype-forest as scikit-learn has it: same rows, same seed, same parameters."""
    path = cached_forest()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        joblib.dump(train_forest(), unfinished)
        unfinished.replace(path)
    return joblib.load(path)


def train_forest():
    sys.path.insert(0, str(TRAINING))
    import train

    rows, labels = train.generate(train.TRAINING_ROWS, train.SEED)
    inputs = train.normalise(rows, *train.constants(rows))
    return train.RandomForestClassifier(random_state=train.SEED, **train.FOREST).fit(inputs, labels)


class Row(BaseModel):
    features: List[float]


def create(forest):
    """Handlers are coroutines, which spares each request a hand-over to a thread."""
    name = DESCRIPTION["name"]
    labels = {label["id"]: label["name"] for label in DESCRIPTION["labels"]}
    constants = DESCRIPTION["normalisation"]
    mean = np.array(constants["mean"], dtype=np.float32)
    deviation = np.array(constants["standard_deviation"], dtype=np.float32)
    app = fastapi.FastAPI()

    def normalise(row):
        values = np.array([row.features], dtype=np.float32)
        values[:, : len(mean)] = (values[:, : len(mean)] - mean) / deviation
        return values

    @app.get("/empty")
    async def empty():
        return {}

    @app.post("/normalize")
    async def normalize(row: Row):
        return {"normalized": normalise(row).tolist(), "model": name}

    @app.post("/predict")
    async def predict(row: Row):
        probabilities = forest.predict_proba(normalise(row))
        predictions = forest.classes_[probabilities.argmax(axis=1)].tolist()
        return {
            "predictions": predictions,
            "labels": [labels[p] for p in predictions],
            "probabilities": probabilities.tolist(),
            "model": name,
        }

    return app


async def serve(app):
    # With the protocol named: asyncio turns Nagle's algorithm off only on sockets that say they are TCP, and 40 ms of every answer would be its wait.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    running = asyncio.ensure_future(server.serve(sockets=[listener]))
    while not server.started and not running.done():
        await asyncio.sleep(0.01)
    print(f"fastapi: listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    await running


def stack():
    """What the figures belong to; uvicorn takes uvloop and httptools where they are installed."""
    loop, http = installed("uvloop") or "asyncio", installed("httptools") or "h11"
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"Python {python}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__} ({loop}, {http}), scikit-learn {sklearn.__version__}"


def installed(module):
    return module if find_spec(module) else None


if __name__ == "__main__":
    trained = load_forest()
    if sys.argv[1:] == ["--prepare"]:
        print(stack())
    else:
        asyncio.run(serve(create(trained)))
