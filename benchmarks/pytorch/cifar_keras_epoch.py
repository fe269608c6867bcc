#!/usr/bin/env python3
"""Times epochs of the CIFAR-10 example's network "keras" in PyTorch on the CPU: same layers, drop rates, batches and Adam.

Images are random, of CIFAR-10's shape, stored in bytes and shuffled; how long an epoch takes does not depend on what they show.
Needs PyTorch (pip install torch numpy).

    python3 benchmarks/pytorch/cifar_keras_epoch.py [--images 50000] [--epochs 3] [--batch 64] [--threads N]
"""

import argparse
import statistics
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("PyTorch: expected it to be installed, received no module torch. Install it with: pip install torch numpy")


def network():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(),
        nn.Conv2d(32, 32, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.Conv2d(64, 64, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(64 * 6 * 6, 512), nn.ReLU(),
        nn.Dropout(0.5), nn.Linear(512, 10))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=50_000)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, help="default: PyTorch's own choice")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    images = torch.randint(0, 256, (options.images, 3, 32, 32), dtype=torch.uint8)
    labels = torch.randint(0, 10, (options.images,))
    model = network()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()
    seconds = []
    for epoch in range(options.epochs):
        start = time.perf_counter()
        for rows in torch.randperm(options.images).split(options.batch):
            adam.zero_grad()
            loss(model(images[rows].float() / 255), labels[rows]).backward()
            adam.step()
        seconds.append(time.perf_counter() - start)
        print(f"epoch {epoch + 1}: {seconds[-1]:.1f} s", flush=True)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {options.images} images: "
          f"median {statistics.median(seconds):.2f} s per epoch")


if __name__ == "__main__":
    main()
