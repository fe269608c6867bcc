#!/usr/bin/env python3
"""Times torch.nn.Dropout on the CPU on the shapes and rates of the JMH benchmarks, beside a copy of the array.

Writes the medians in the columns of JMH's CSV, so that the report reads both. Needs PyTorch (pip install torch numpy).

    python3 benchmarks/pytorch/dropout_passes.py [--seconds 2] [--out benchmarks/target/pytorch.csv]
"""

import argparse
import csv
import pathlib
import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("PyTorch: expected it to be installed, received no module torch. Install it with: pip install torch numpy")

ELEMENTS = [1_000, 64_000, 131_072, 2_097_152, 8_388_608]
CHANNEL_ELEMENTS = [131_072, 2_097_152, 8_388_608]
RATES = [0.2, 0.4, 0.5]
CHANNELS, SIDE = 32, 32
NAME = "pytorch.{}{}.pass:p0.50"


def medians(seconds, forward, backward):
    """Median microseconds of the forward call, of the backward call, and of both, over calls that fill the seconds."""
    end = time.perf_counter() + seconds / 3  # warm-up
    while time.perf_counter() < end:
        backward(forward())
    rounds = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(rounds) < 5:
        t0 = time.perf_counter()
        result = forward()
        t1 = time.perf_counter()
        backward(result)
        t2 = time.perf_counter()
        rounds.append((t1 - t0, t2 - t1, t2 - t0))
    return [1e6 * statistics.median(column) for column in zip(*rounds)], len(rounds)


def dropout(shape, layer, seconds):
    x = (torch.rand(shape) - 0.5).requires_grad_()
    gradient = torch.rand(shape) - 0.5

    def backward(y):
        x.grad = None
        y.backward(gradient)

    return medians(seconds, lambda: layer(x), backward)


def copy(shape, seconds):
    x = torch.rand(shape)
    gradient = torch.rand(shape)
    out = torch.empty(shape)
    return medians(seconds, lambda: out.copy_(x), lambda _: out.copy_(gradient))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2, help="measured seconds a case (default: 2)")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("benchmarks/target/pytorch.csv"))
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="default: those PyTorch takes itself")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    rows = []

    def measured(noise, elements, rate, subject, result):
        times, samples = result
        for direction, microseconds in zip(("Forward", "Backward", "Both"), times):
            rows.append([NAME.format(noise, direction), "sample", options.threads, samples, f"{microseconds:.3f}", "NaN",
                         "us/op", elements, rate, subject])
        print(noise, elements, rate, subject, *(f"{t:.1f}" for t in times), flush=True)

    for elements in ELEMENTS:
        for rate in RATES:
            measured("Element", elements, rate, "PYTORCH", dropout((elements,), torch.nn.Dropout(rate), options.seconds))
        measured("Element", elements, 0.5, "PYTORCH_COPY", copy((elements,), options.seconds))
    for elements in CHANNEL_ELEMENTS:
        shape = (elements // (CHANNELS * SIDE * SIDE), CHANNELS, SIDE, SIDE)
        measured("Channel", elements, 0.5, "PYTORCH", dropout(shape, torch.nn.Dropout2d(0.5), options.seconds))

    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(["Benchmark", "Mode", "Threads", "Samples", "Score", "Score Error (99.9%)", "Unit",
                         "Param: elements", "Param: rate", "Param: subject"])
        writer.writerows(rows)
    print(f"PyTorch {torch.__version__}, {options.threads} threads. Results: {options.out}")


if __name__ == "__main__":
    main()
