package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"

	"github.com/byoasn/byoasn/internal/host"
)

// A stoppedError ends a command that a signal told to stop.
type stoppedError struct {
	signal os.Signal
}

func (e *stoppedError) Error() string { return fmt.Sprintf("stopped by a signal (%s)", e.signal) }

// status is what a shell reports of a process that the signal ended.
func (e *stoppedError) status() int {
	number, _ := e.signal.(syscall.Signal)
	return exitSignal + int(number)
}

// Stops are what becomes of the signals that end a process, such as Ctrl-C. The
// first one ends the context of the command, with a [*stoppedError] as its cause,
// and the process at once, unless the command attends to the context. The second
// one always ends the process.
type stops struct {
	cancel context.CancelCauseFunc

	mu       sync.Mutex
	deaf     bool // to an interrupt, as a shell has the processes of a script's background
	attended int  // by so many
	stopped  bool // once already
	undo     []func()
}

// watch takes the signals until it is released. A terminal's end stays ignored where
// nohup has it so.
func (s *stops) watch() (ctx context.Context, release func()) {
	ctx, s.cancel = context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	s.deaf = signal.Ignored(os.Interrupt)
	for _, ending := range host.Ending {
		if ending != syscall.SIGHUP || !signal.Ignored(ending) {
			signal.Notify(signals, ending)
		}
	}
	go func() {
		for got := range signals {
			s.take(got)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
		s.cancel(nil)
	}
}

func (s *stops) take(got os.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.deaf && got == os.Interrupt && s.attended == 0 {
		return
	}
	s.cancel(&stoppedError{got})
	if s.attended > 0 && !s.stopped {
		s.stopped = true
		return
	}
	for _, undo := range slices.Backward(s.undo) {
		undo()
	}
	host.EndBy(got)
	os.Exit((&stoppedError{got}).status())
}

// attend has the first signal end only the context, until it is released: the
// command stops what it does, and says what it saw.
func (s *stops) attend() (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.attended++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.attended--
	}
}

// undoing has a signal that ends the process undo something first, such as what was
// done to the terminal, until it is released.
func (s *stops) undoing(undo func()) (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.undo = append(s.undo, undo)
	at := len(s.undo) - 1
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.undo[at] = func() {}
	}
}
