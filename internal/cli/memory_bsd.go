//go:build unix && !linux

package cli

import "fmt"

// keepMemory turns core dumps off, and says what it did and what it could not
// do. Memory is not locked: macOS, for one, has no mlockall.
func keepMemory() (done, missing []string) {
	done, missing = stopDumps()
	return done, append(missing, "memory is not locked on this system, and may be written to swap space")
}

// stopDumps turns core dumps off.
func stopDumps() (done, missing []string) {
	if err := limitCore(); err != nil {
		return nil, []string{fmt.Sprintf("core dumps could not be turned off: %v", err)}
	}
	return []string{"core dumps are off"}, nil
}
