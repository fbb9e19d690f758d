package cli

// keepMemory does nothing on Windows: whether a crash writes a dump is the
// administrator's setting, and only single pages can be locked.
func keepMemory() (done, missing []string) {
	return nil, []string{"memory is not locked on this system, and may be written to swap space"}
}

func stopDumps() (done, missing []string) { return nil, nil }
