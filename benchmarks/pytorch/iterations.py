"""Milliseconds per training iteration of the two networks of IterationBenchmark, in PyTorch: medians of 200 iterations.

python3 benchmarks/pytorch/iterations.py [threads, 2 if none is given]
"""
import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
torch.manual_seed(1)
print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads")


def perceptron(dropout):
    return (128, 784), nn.Sequential(
        dropout(0.2), nn.Linear(784, 1024), nn.ReLU(), dropout(0.5), nn.Linear(1024, 1024), nn.ReLU(),
        dropout(0.5), nn.Linear(1024, 10))


def convolutional(dropout):
    return (32, 3, 32, 32), nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        dropout(0.25), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        dropout(0.25), nn.Linear(64 * 8 * 8, 128), nn.ReLU(), dropout(0.5), nn.Linear(128, 10))


for network in perceptron, convolutional:
    for name, dropout in ("without dropout", lambda rate: nn.Identity()), ("with nn.Dropout", nn.Dropout):
        shape, model = network(dropout)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        images, labels = torch.rand(shape), torch.full((shape[0],), 3)
        milliseconds = []
        for iteration in range(250):
            start = time.perf_counter()
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images), labels).backward()
            optimizer.step()
            milliseconds.append(1e3 * (time.perf_counter() - start))
        print(f"{network.__name__:14s} {name}: {statistics.median(milliseconds[50:]):.1f} ms")
