package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/term"
)

// maxPIN is past any token's limit, in bytes.
const maxPIN = 255

// readPIN takes the PIN from a file, or asks the terminal for it, once: a token
// counts wrong ones and locks. crypto11 takes it as a string, which cannot be
// wiped; it stays in memory until the process ends.
func readPIN(path, token string) (string, error) {
	if path == "" {
		return askPIN(token)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("the PIN's file: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("the PIN's file: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("the PIN's file %s can be read by others (mode %04o): chmod 600 it", path, info.Mode().Perm())
	}
	data, err := io.ReadAll(io.LimitReader(file, maxPIN+3)) // and a line's end
	if err != nil {
		return "", fmt.Errorf("the PIN's file: %w", err)
	}
	return cleanPIN(data)
}

func askPIN(token string) (string, error) {
	in := int(os.Stdin.Fd())
	before, err := term.GetState(in)
	if err != nil {
		return "", errors.New("there is no terminal to ask for the PIN: put it in a file, mode 0600, and name that with -pin-file")
	}
	defer restoreIfStopped(in, before)()
	fmt.Fprintf(os.Stderr, "User PIN of the token %q: ", token)
	data, err := term.ReadPassword(in)
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return "", fmt.Errorf("reading the PIN: %w", err)
	}
	return cleanPIN(data)
}

// restoreIfStopped has a signal that ends the process put the terminal back first,
// which does not show what is typed while the PIN is asked for.
func restoreIfStopped(in int, before *term.State) (release func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		case s := <-signals:
			term.Restore(in, before)
			fmt.Fprintln(os.Stderr)
			number, _ := s.(syscall.Signal)
			os.Exit(128 + int(number)) // as a shell has it
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// cleanPIN takes off the line's end that an editor makes, and nothing else: a
// blank may belong to the PIN. No error shows anything of it.
func cleanPIN(data []byte) (string, error) {
	pin := bytes.TrimSuffix(bytes.TrimSuffix(data, []byte("\n")), []byte("\r"))
	switch {
	case len(pin) == 0:
		return "", errors.New("the PIN is empty")
	case len(pin) > maxPIN:
		return "", fmt.Errorf("the PIN is longer than %d bytes: is it the right file?", maxPIN)
	case bytes.ContainsAny(pin, "\r\n\x00"):
		return "", errors.New("the PIN's file has more than one line: expected the PIN alone")
	}
	return string(pin), nil
}
