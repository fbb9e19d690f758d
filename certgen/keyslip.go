package certgen

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// A key on its way through .env files, JSON, YAML, shells and mail keeps its
// base64 and loses its lines. What is unambiguous is read, and the slip is said;
// OpenSSL and most libraries read none of these.

// A slip is what was done to the text of a key, in words that follow "the private
// key", and the way back.
type slip struct{ what, fix string }

var slips = map[armor.Form]slip{
	armor.Escaped:    {`is written with \n in letters for its line breaks, as .env files and JSON have it`, `write it with line breaks: printf '%b\n' "$(cat OLD)" > NEW`},
	armor.Quoted:     {"stands in quotes, as a shell, .env or JSON has it", "leave the quotes and the name before them out of the file"},
	armor.MailQuoted: {"has mail's quoting marks (>) before its lines; if it was sent by mail, it is no secret any more", "make a new key, or if it never left your machine, take the marks out: sed 's/^[> ]*//' OLD > NEW"},
	armor.Prefixed:   {"has the names of a registry's attributes before its lines; if it was published, it is no secret any more", "make a new key and a new certificate"},
}

var (
	slipPacked   = slip{"is the base64 of a whole PEM file, as a Kubernetes secret has it", "decode it once: base64 -d OLD > NEW"}
	slipMarked   = slip{"has a mark or a number before each of its lines, as an editor, a diff or a comment has it", "take that out, so that each line has base64 alone"}
	slipContinue = slip{"has a backslash at the end of its lines", "take the backslashes out"}
	slipMail     = slip{"stands in a mail's source, in quoted-printable; if it was sent by mail, it is no secret any more", "make a new key, or if it never left your machine, take the attachment as the mail program saves it"}
	slipPage     = slip{"stands in the source of a web page; if it was published, it is no secret any more", "make a new key and a new certificate"}
	slipPercent  = slip{"is percent-encoded, as a web form or URL has it", "decode it before it is written to the file"}
	slipUnmarked = slip{"has lost its BEGIN and END lines", "write them again, or give the file in DER: base64 -d OLD > NEW"}
	slipDashes   = slip{"has a BEGIN or END line that is altered", "write the two lines with five hyphens on either side"}
	slipOneLine  = slip{"stands on one line: its line breaks are lost (as with tr -d '\\n')", "put them back: sed -e 's/-----BEGIN [A-Z ]*-----/&\\n/' -e 's/-----END/\\n&/' OLD | fold -w 64 > NEW"}
	slipReturns  = slip{"has carriage returns alone for its line breaks", "write line breaks: tr '\\r' '\\n' < OLD > NEW"}
	slipBlanks   = slip{"has blanks in the place of its line breaks, or within its lines", "take the blanks out, so that each line has base64 alone"}
	slipIndented = slip{"is indented by blanks, as in a YAML block", "take the blanks out: sed 's/^[[:space:]]*//' OLD > NEW"}
	slipLines    = slip{"has lines that are not as PEM has them", "write it anew: each marker on a line of its own, and nothing but base64 between them"}
)

// readSlip finds the one private key in a text that is not PEM as it is written:
// within the text, or in what it encodes as a whole.
func readSlip(text []byte, depth int) (*pem.Block, []*problem.Problem, error) {
	block, warnings, err := readStretch(text)
	if err == nil || depth == maxPacked || !errors.Is(err, keyMissing) && !errors.Is(err, keyDamaged) {
		return block, warnings, err
	}
	for _, way := range packings {
		inner := way.undo(text)
		if inner == nil {
			continue
		}
		defer clear(inner)
		block, warnings, innerErr := findKey(inner, depth+1)
		if innerErr == nil {
			return block, append([]*problem.Problem{way.slip.problem()}, warnings...), nil
		}
		if _, ok := errors.AsType[*KindError](innerErr); ok {
			return nil, nil, innerErr
		}
	}
	return nil, nil, explainQuoted(text, err)
}

// readStretch finds the one private key within a text.
func readStretch(given []byte) (*pem.Block, []*problem.Problem, error) {
	text, forms := armor.Clean(given, armor.Escaped, armor.MailQuoted, armor.Prefixed, armor.Quoted)
	if len(forms) > 0 {
		defer clear(text)
	}
	keys := keyStretches(text)
	for _, s := range keys {
		if kind := identifyLabel(s.Label); s.Label != "" && kind.kind != kindPrivateKey {
			return nil, nil, newKindError(kindPrivateKey, kind)
		}
	}
	switch {
	case len(keys) == 0:
		return nil, nil, noKey(given, text)
	case len(keys) > 1:
		return nil, nil, manyKeys(keys)
	}
	block, err := slippedBlock(text, keys[0])
	if err != nil {
		return nil, nil, err
	}
	return block, warnOf(given, text, forms, keys[0]), nil
}

// noKey says what a text without a private key is.
func noKey(given, text []byte) error {
	if found := identifyOther(given, text); found.kind != "" {
		return newKindError(kindPrivateKey, found)
	}
	return &problem.Problem{ID: keyMissing, What: "no private key found: expected PEM with a line such as -----BEGIN PRIVATE KEY-----, or DER"}
}

// manyKeys says what several stretches are: several keys, or one in pieces.
func manyKeys(keys []armor.Stretch) error {
	for _, s := range keys {
		if s.Label != "" && !s.Whole() {
			return damagedKey(s.Label, "its two markers must match; was it cut short?")
		}
	}
	return severalKeys(len(keys))
}

// identifyOther tells what a text without a private key is, by its markers or by
// how it begins. What is packed is still to be looked at.
func identifyOther(given, text []byte) structure {
	for _, m := range armor.Markers(text) {
		if found := identifyLabel(m.Label); found.kind != "" && m.Near() {
			return found
		}
	}
	if found := identifyText(bytes.TrimSpace(given)); found.kind != "" {
		return found
	}
	return identifyEncoded(given)
}

// identifyEncoded tells what is not PEM and stands there in base64.
func identifyEncoded(given []byte) structure {
	inner, err := decodeKey(given)
	defer clear(inner)
	if err != nil || len(inner) == 0 {
		return structure{}
	}
	found := identify(inner)
	if found.kind == "" {
		found = identifyText(inner)
	}
	return structure{kind: found.kind, algorithm: found.algorithm} // nothing of it is kept
}

// keyStretches are the stretches of a text that hold private keys.
func keyStretches(text []byte) []armor.Stretch {
	var keys []armor.Stretch
	for _, s := range armor.Scan(text) {
		if s.Label == "" && !bareKey(s) || s.Label != "" && !keyLabel(s.Label) {
			continue
		}
		keys = append(keys, s)
	}
	return keys
}

// bareKey says whether DER without markers is a private key.
func bareKey(s armor.Stretch) bool {
	der, err := decodeKey(s.Body)
	defer clear(der)
	return err == nil && (identify(der).kind == kindPrivateKey || isLooseKey(der))
}

// slippedBlock makes a block of a stretch that is all there.
func slippedBlock(text []byte, s armor.Stretch) (*pem.Block, error) {
	if s.Label != "" && !s.Whole() {
		return nil, damagedKey(s.Label, "one of its two markers is missing, or they do not match; was it cut short?")
	}
	headers, body := splitHeaders(s.Body)
	der, err := decodeKey(body)
	if err != nil {
		damage, _ := errors.AsType[*armor.DamageError](err)
		if damage.Foreign == '-' || damage.Foreign == '_' {
			return nil, damagedKey(s.Label, "its base64 is that of URLs, with - and _ for + and /")
		}
		if damage.Letters == 0 {
			return nil, damagedKey(s.Label, "nothing stands between its markers")
		}
		return nil, damagedKey(s.Label, damage.Error())
	}
	return &pem.Block{Type: s.Label, Headers: headers, Bytes: der}, nil
}

// decodeKey decodes base64 with white space in it, and leaves no copy behind.
func decodeKey(body []byte) ([]byte, error) {
	letters := armor.Letters(body)
	if len(letters) != len(body) {
		defer clear(letters)
	}
	return armor.Decode(letters)
}

func damagedKey(label, why string) error {
	return &problem.Problem{ID: keyDamaged, What: fmt.Sprintf("the block %q is damaged: %s", problem.Visible(label), why), Fix: "copy the key again from the original file"}
}

// traditionalHeaders are those of an encrypted key of OpenSSL's traditional form,
// with or without their line breaks (RFC 1421 section 4.6).
var traditionalHeaders = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\s\pZ]*Proc-Type:[\s\pZ]*4,[\s\pZ]*ENCRYPTED[\s\pZ]*DEK-Info:[\s\pZ]*([A-Z0-9-]{3,20})[\s\pZ]*,[\s\pZ]*`)
})

// splitHeaders parts the headers from the base64, which without line breaks is
// only possible because the initialization vector's length is known.
func splitHeaders(body []byte) (map[string]string, []byte) {
	at := traditionalHeaders().FindSubmatchIndex(body)
	if at == nil {
		return nil, body
	}
	cipher, rest := string(body[at[2]:at[3]]), body[at[1]:]
	n := ivLetters(cipher)
	if n == 0 { // not one that is read, which its error will say
		return map[string]string{"DEK-Info": cipher}, bytes.TrimLeft(rest, "0123456789ABCDEFabcdef")
	}
	if len(rest) < n {
		return nil, body
	}
	return map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": cipher + "," + strings.ToUpper(string(rest[:n]))}, rest[n:]
}

func (s slip) problem() *problem.Problem {
	return &problem.Problem{ID: keyWritten, Minor: true, What: "the private key " + s.what, Fix: s.fix}
}

// warnOf says what was done to the text of a key.
func warnOf(given, text []byte, forms []armor.Form, s armor.Stretch) []*problem.Problem {
	var warnings []*problem.Problem
	for _, form := range forms {
		warnings = append(warnings, slips[form].problem())
	}
	if s.Label == "" {
		warnings = append(warnings, slipUnmarked.problem())
	}
	if s.Altered() {
		warnings = append(warnings, slipDashes.problem())
	}
	if len(warnings) == 0 {
		warnings = append(warnings, lineSlip(text, s).problem())
	}
	return warnings
}

// lineSlip says what is wrong with the lines of a key that is otherwise as it
// should be.
func lineSlip(text []byte, s armor.Stretch) slip {
	_, s.Body = splitHeaders(s.Body)
	all := text[s.Start:s.Stop]
	switch {
	case bytes.ContainsRune(all, '\r') && !bytes.ContainsRune(all, '\n'):
		return slipReturns
	case !bytes.ContainsAny(s.Body, "\r\n") && !s.Blanks():
		return slipOneLine
	case s.Blanks() && indented(s.Body):
		return slipIndented
	case s.Blanks():
		return slipBlanks
	}
	return slipLines
}

// indented says whether blanks stand at the ends of lines alone.
func indented(body []byte) bool {
	for line := range bytes.Lines(body) {
		if bytes.ContainsAny(bytes.TrimSpace(line), " \t") {
			return false
		}
	}
	return bytes.ContainsAny(body, "\n")
}
