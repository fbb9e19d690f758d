package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// A batchLine is a line of a batch's output: its JSON form is a contract.
type batchLine struct {
	Line      int            `json:"line"` // from 1, as in the input
	Message   string         `json:"message"`
	Signature sign.Signature `json:"signature,omitempty"`
	Error     string         `json:"error,omitempty"`
	Warnings  []string       `json:"warnings,omitempty"`
}

func (a *app) signBatch(ctx context.Context, s *signFlags) error {
	input, err := a.open(s.batch)
	if err != nil {
		return err
	}
	defer input.Close()
	lines := newLineReader("the messages", input)
	if lines.err != nil {
		return fmt.Errorf("%s: %w", inputName(s.batch), lines.err)
	}
	signer, err := s.signer(ctx, a)
	if err != nil {
		return err
	}
	defer a.attend()()
	options := sign.BatchOptions{Workers: s.workers}
	if s.command != "" {
		options.Workers = max(s.workers, 1)
	}
	read, refused, err := a.writeBatch(sign.Batch(ctx, signer, a.messages(lines), options))
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return fmt.Errorf("%w: what has a signature is signed, the rest is not", context.Cause(ctx))
	case lines.err != nil:
		return fmt.Errorf("reading the messages failed after line %d: %w", read, lines.err)
	case read == 0:
		a.warn("there was no message to sign: write one a line")
	case refused > 0:
		return fmt.Errorf("%s refused; the reason is in the line's \"error\"", problem.Count(refused, "message"))
	}
	return nil
}

// errBlank marks a line with nothing on it, which is counted and left out.
var errBlank = errors.New("blank line")

// messages yields each line, and with it the reason why it cannot be signed,
// if there is one.
func (a *app) messages(lines *lineReader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for text, ok := lines.next(); ok; text, ok = lines.next() {
			err := errBlank
			if len(text) > 0 {
				_, _, err = a.signable(string(text))
			}
			if !yield(text, err) {
				return
			}
		}
	}
}

// writeBatch prints each result as it comes, and counts the lines that were
// read and the messages that were refused.
func (a *app) writeBatch(results iter.Seq[sign.Result]) (read, refused int, err error) {
	shown := newProgress(a, 100, "messages")
	defer shown.end()
	for r := range results {
		read++
		if errors.Is(r.Err, errBlank) {
			continue
		}
		line := batchLine{Line: read, Message: string(r.Message), Signature: r.Signature}
		if r.Err != nil {
			line.Error = r.Err.Error()
			refused++
		}
		_, warnings, _ := a.signable(line.Message) // again, for some microseconds: a result has no room for them
		for _, p := range warnings {
			line.Warnings = append(line.Warnings, p.Error())
		}
		if err := a.writeLine(line); err != nil {
			return read, refused, err
		}
		shown.step()
	}
	return read, refused, nil
}
