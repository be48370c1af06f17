"""The rules of patient safety: plain values in, plain values out."""
