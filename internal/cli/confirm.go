package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/handoff"
)

// asked is how many digits of the digest are asked for: its last group.
const asked = 5

const confirmation = `
Sign only if you expect each line above. The digest's last five digits are on the
machine that made the request. Type them to sign, or Enter not to: `

// show puts in plain words what would be signed, where it is to be confirmed: on
// the terminal, with all but the last group of the digest.
func (a *app) show(r *respondFlags, request *handoff.Request) error {
	text := request.Describe(a.Now())
	if r.yes {
		if a.quiet {
			return nil
		}
		_, err := io.WriteString(a.Stderr, text)
		return err
	}
	digest := request.Digest().String()
	hidden := digest[:len(digest)-asked] + strings.Repeat("?", asked)
	_, err := onTerminal(strings.Replace(text, digest, hidden, 1), func(terminal) ([]byte, error) { return nil, nil })
	if errors.Is(err, errNoTerminal) {
		return hint(errors.New("not signed: somebody has to look at what is signed and confirm it, and there is no terminal to ask on"),
			"a script that has made sure of it says so with --yes")
	}
	return err
}

// confirm has somebody compare the digest with the other machine's. Who only says
// yes has not looked; the digits that are not on this screen have to be got there.
func (a *app) confirm(r *respondFlags, request *handoff.Request) error {
	if r.yes {
		return nil
	}
	const longest = 4096 // bytes, of which none may be left for the shell to read
	line, err := onTerminal(confirmation, func(tty terminal) ([]byte, error) {
		line, err := bufio.NewReader(io.LimitReader(tty.in, longest)).ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return line, err
	})
	if err != nil {
		return fmt.Errorf("not signed: reading the confirmation: %w", err)
	}
	digest := request.Digest().String()
	switch typed := strings.Join(strings.Fields(string(line)), " "); {
	case typed == digest[len(digest)-asked:], typed == digest:
		return nil
	case typed == "":
		return &noError{errors.New("not confirmed, and nothing was signed")}
	}
	return &noError{hint(errors.New("those are not the last digits of this request's digest, and nothing was signed"),
		"if they were typed as the other machine shows them, this is not its request: do not sign it, and ask how that can be")}
}
