package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/internal/host"
)

// A confirmation has somebody compare the request with the other machine's. Who only
// says yes has not looked; the digits that are not on this screen have to be got
// there. One group of the digest is not enough by itself: whoever makes requests can
// try notes until it is any other request's. Its answer is therefore asked for below
// the others, to be compared; and all are asked for, and none shown, if the request
// is more than the window shows, as nobody may have read it whole.
type confirmation struct {
	request *handoff.Request
	whole   bool // the whole digest is asked for
}

// asked is how many digits the last group of the digest has.
const asked = 5

const oneScreen = `Sign only if you expect each message above. Compare these with the other
machine, and type the sixth group only if all five are the same. Nothing is
signed if you only press Enter.
`

const severalScreens = `Sign only if you expect each message of each page. They are more than one
screen shows: type all six groups, as the other machine shows them. Nothing
is signed if you only press Enter.
`

const (
	lastGroup = "The sixth group: "
	allGroups = "The six groups: "
)

// show puts in plain words what would be signed, where it is to be confirmed: on
// the terminal, without what is asked for of the digest.
func (a *app) show(r *respondFlags, request *handoff.Request) (confirmation, error) {
	c := confirmation{request: request}
	text := request.Describe(a.Now())
	if r.yes {
		if a.quiet {
			return c, nil
		}
		_, err := io.WriteString(a.Stderr, text)
		return c, err
	}
	err := c.show(a, text)
	if errors.Is(err, host.ErrNoTerminal) {
		err = hint(errors.New("not signed: somebody has to look at what is signed and confirm it, and there is no terminal to ask on"),
			"a script that has made sure of it says so with --yes")
	}
	return c, err
}

func (c *confirmation) show(a *app, text string) error {
	columns, rows, err := windowSize()
	if err != nil {
		return err
	}
	const passphrase = 1 // row, between the text and the confirmation
	if textRows(text, columns)+passphrase+textRows(c.text()+c.prompt(), columns) <= rows {
		return display(c.hide(text))
	}
	c.whole = true
	switch all, err := a.turn(c.hide(text), columns, rows); {
	case err != nil:
		return err
	case !all:
		return errNotConfirmed
	}
	return nil
}

// hide puts question marks in the place of what is asked for.
func (c *confirmation) hide(text string) string {
	digest := c.request.Digest().String()
	hidden := digest[:len(digest)-asked] + strings.Repeat("?", asked)
	if c.whole {
		hidden = strings.TrimSpace(strings.Repeat(strings.Repeat("?", asked)+" ", len(strings.Fields(digest))))
	}
	return strings.Replace(text, digest, hidden, 1)
}

// text is what stands directly above the prompt, however much was shown before.
func (c *confirmation) text() string {
	advice := oneScreen
	if c.whole {
		advice = severalScreens
	}
	return "\n" + c.request.Summary() + "\n" + c.hide("digest: "+c.request.Digest().String()) + "\n" + advice
}

func (c *confirmation) prompt() string {
	if c.whole {
		return allGroups
	}
	return lastGroup
}

var errNotConfirmed = no(errors.New("not confirmed, and nothing was signed"))

// confirm asks for the digits.
func (a *app) confirm(r *respondFlags, c confirmation) error {
	if r.yes {
		return nil
	}
	line, err := a.ask(question{text: c.text(), prompt: c.prompt()})
	if err != nil {
		return fmt.Errorf("not signed: reading the confirmation: %w", err)
	}
	digest := c.request.Digest().String()
	switch typed := strings.Join(strings.Fields(string(line)), " "); {
	case typed == digest, typed == digest[len(digest)-asked:] && !c.whole:
		return nil
	case typed == "":
		return errNotConfirmed
	}
	what := "those are not the last digits of this request's digest, and nothing was signed"
	if c.whole {
		what = "those are not the six groups of this request's digest, and nothing was signed"
	}
	return no(hint(errors.New(what), "if they were typed as the other machine shows them, this is not its request: do not sign it, and ask how that can be"))
}
