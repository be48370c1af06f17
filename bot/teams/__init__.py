"""Where Teams meets Lantern: the gate, the adapter, turns, presses, and sending."""
