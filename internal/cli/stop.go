package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
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

// untilStopped is a context that ends when the process is told to stop, so that
// what it has started can be stopped too. Its cause is a [*stoppedError].
func untilStopped() (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	go func() {
		select {
		case s := <-signals:
			cancel(&stoppedError{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}
