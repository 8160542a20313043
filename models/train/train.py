#!/usr/bin/python3
"""Trains the bundled models and writes their folders. Deterministic: the same library versions write the same bytes.

Needs Debian's python3-sklearn, python3-onnx and python3-numpy:  /usr/bin/python3 models/train/train.py
"""

import os

# More threads add floats in another order; one makes the result repeatable. Set before numpy loads its BLAS.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import export
from card import write_card
from rows import COLUMNS, LABELS, NUMERIC, generate

SEED = 20240607
TRAINING_ROWS = 60_000
HELD_OUT_ROWS = 20_000
EXPECTED_ROWS = 64
FOREST = {"n_estimators": 50, "max_depth": 12, "min_samples_leaf": 2}
PERCEPTRON = {"hidden_layer_sizes": (128, 64), "batch_size": 256, "max_iter": 20, "alpha": 1e-4}
HOME = Path(__file__).resolve().parent.parent


def main():
    rows, labels = generate(TRAINING_ROWS, SEED)
    held_rows, held_labels = generate(HELD_OUT_ROWS, SEED + 1)
    mean, deviation = constants(rows)
    inputs, held_inputs = normalise(rows, mean, deviation), normalise(held_rows, mean, deviation)
    forest = RandomForestClassifier(random_state=SEED, **FOREST).fit(inputs, labels)
    # A fixed number of epochs is the plan, not an accident to warn about.
    warnings.simplefilter("ignore", ConvergenceWarning)
    perceptron = MLPClassifier(random_state=SEED, **PERCEPTRON).fit(inputs, labels)
    for name, kind, model, graph in (
        ("covertype-forest", "tree-ensemble", forest, export.forest(forest, len(COLUMNS))),
        ("covertype-mlp", "multi-layer-perceptron", perceptron, export.perceptron(perceptron, len(COLUMNS))),
    ):
        accuracy = float(np.mean(model.predict(held_inputs) == held_labels))
        write(name, kind, graph, accuracy, mean, deviation)
        write_expected(name, model, held_rows, held_inputs)


def constants(rows):
    """Mean and population standard deviation of each numeric column, as the float32 the service divides with."""
    numeric = rows[:, : len(NUMERIC)].astype(np.float64)
    return numeric.mean(axis=0).astype(np.float32), numeric.std(axis=0).astype(np.float32)


def normalise(rows, mean, deviation):
    """(x - mean) / deviation in float32, numeric columns only: bit for bit what the service computes."""
    result = rows.copy()
    result[:, : len(NUMERIC)] = (rows[:, : len(NUMERIC)] - mean) / deviation
    return result


def write(name, kind, graph, accuracy, mean, deviation):
    folder = HOME / name
    folder.mkdir(exist_ok=True)
    content = graph.SerializeToString()
    (folder / "model.onnx").write_bytes(content)
    description = {
        "name": name,
        "kind": kind,
        "input": "features",
        "columns": COLUMNS,
        "normalisation": {
            "expected_by_model": True,
            "columns": NUMERIC,
            "mean": [float(v) for v in mean],
            "standard_deviation": [float(v) for v in deviation],
        },
        "labels": [{"id": i + 1, "name": label} for i, label in enumerate(LABELS)],
        "training_data": f"{TRAINING_ROWS} generated rows (seed {SEED}) that follow the published schema, ranges and class shares of "
        "the UCI Covertype data set; not the UCI data",
        "training_rows": TRAINING_ROWS,
        "held_out_rows": HELD_OUT_ROWS,
        "held_out_accuracy": round(accuracy, 4),
        "opset": {o.domain or "ai.onnx": o.version for o in graph.opset_import},
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "licence": "MIT",
    }
    (folder / "model.json").write_text(json.dumps(description, indent=2) + "\n")
    hyperparameters = FOREST if kind == "tree-ensemble" else PERCEPTRON
    (folder / "README.md").write_text(write_card(description, hyperparameters, sklearn.__version__))
    print(f"{name}: held-out accuracy {accuracy:.4f}, {len(content):,} bytes")


def write_expected(name, model, rows, inputs):
    """scikit-learn's own answers for a few held-out rows, every class among the answers: what the service's answers are tested against."""
    answers = model.predict(inputs)
    first = [int(np.flatnonzero(answers == c)[0]) for c in model.classes_]
    chosen = (first + [i for i in range(EXPECTED_ROWS) if i not in first])[:EXPECTED_ROWS]
    expected = {
        "rows": [[float(v) for v in rows[i]] for i in chosen],
        "normalised": [[float(v) for v in inputs[i]] for i in chosen],
        "labels": [int(v) for v in answers[chosen]],
        "probabilities": [[float(v) for v in p] for p in model.predict_proba(inputs[chosen])],
    }
    (HOME / name / "expected.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
