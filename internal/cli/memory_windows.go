package cli

// keepMemory does nothing on Windows, which has neither core dumps nor a way to
// lock all of a process's memory.
func keepMemory() (done, missing []string) {
	return nil, []string{"memory is not locked on this system, and may be written to swap space"}
}
