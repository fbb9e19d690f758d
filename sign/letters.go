package sign

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// A letterSet is what stands for the two letters of base64 that are neither a
// letter nor a digit, and for its padding.
type letterSet struct{ plus, slash, pad byte }

var (
	ofAWS     = letterSet{'-', '~', '_'}
	plain     = letterSet{'+', '/', '='}
	base64URL = letterSet{'-', '_', '='}
)

// alphabets are the ones in which signatures come, the likeliest first: after the
// three that somebody meant, those that AWS's command makes when a set of tr is
// in another order or too short. tr fills a second set up with its last letter.
// What cannot be told from one of these is not among them.
var alphabets = []letterSet{
	ofAWS, plain, base64URL,
	{'+', '/', '_'}, {'+', '~', '='}, {'+', '~', '_'}, {'-', '/', '='}, {'-', '/', '_'}, {'-', '~', '='},
	{'-', '_', '~'}, {'-', '_', '_'}, {'_', '~', '-'},
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// decode decodes letters of the set. It returns nil for a number of letters that
// no bytes have, and false for letters of another set.
func (a letterSet) decode(letters string) (raw []byte, bare string, ok bool) {
	bare = strings.TrimRight(letters, string(a.pad))
	if a.pad == a.slash { // which of them are padding?
		bare = letters[:max(len(bare), len(letters)-padding(len(letters)))]
	}
	if strings.Trim(bare, alphanumeric+string(a.plus)+string(a.slash)) != "" {
		return nil, bare, false
	}
	raw, err := base64.RawStdEncoding.DecodeString(a.standard(bare))
	if err != nil {
		raw = nil
	}
	return raw, bare, true
}

// isOneLetter says whether one letter, -, stands for all three, as tr writes it
// whose second set is that alone. Which is which cannot be told.
func isOneLetter(letters string) bool {
	return strings.HasSuffix(letters, "-") && len(letters)%4 == 0 && strings.Trim(letters, alphanumeric+"-") == "" &&
		plausible(len(letters)/4*3-padding(len(letters)))
}

// padding is how much of it ends base64 of a signature with so many letters.
func padding(letters int) int {
	for n := range 3 {
		if plausible(letters/4*3 - n) {
			return n
		}
	}
	return 0
}

// standard translates letters to those of RFC 4648 section 4.
func (a letterSet) standard(bare string) string {
	return strings.Map(func(r rune) rune {
		switch byte(r) {
		case a.plus:
			return '+'
		case a.slash:
			return '/'
		}
		return r
	}, bare)
}

// report says that letters are in another set than AWS's.
func (a letterSet) report(e *EncodingError) {
	switch a {
	case ofAWS:
	case plain:
		e.add(Base64, "is plain base64: AWS wants - for +, _ for = and ~ for /", fixLetters)
	case base64URL:
		e.add(Base64URL, "is base64url: AWS wants ~ where it has _, and _ as padding", "encode the bytes as base64, and "+fixLetters)
	default:
		var swaps []string
		for _, pair := range [][2]byte{{a.plus, ofAWS.plus}, {a.slash, ofAWS.slash}, {a.pad, ofAWS.pad}} {
			if pair[0] != pair[1] {
				swaps = append(swaps, fmt.Sprintf("%c where AWS has %c", pair[0], pair[1]))
			}
		}
		e.add(trSets, "has "+strings.Join(swaps, " and "), fixLetters)
	}
}

// misfit reports the first character of a part that does not belong: one that
// no alphabet has, or else one that AWS's has not, or not there.
func (e *EncodingError) misfit(p part) {
	at := indexOf(p.text, func(r rune) bool { return !strings.ContainsRune(alphanumeric+"+/=-_~ \t\r\n", r) })
	foreign := at >= 0
	for _, others := range []string{"+/=", "_", "-~"} {
		if at < 0 {
			at = indexOf(p.text, func(r rune) bool { return strings.ContainsRune(others, r) })
		}
	}
	at = max(0, at)
	r, size := utf8.DecodeRuneInString(p.text[at:])
	what := "has " + problem.Quote(p.text[at:at+size])
	if r >= utf8.RuneSelf {
		what += fmt.Sprintf(" (%U)", r)
	}
	if p.at >= 0 {
		what += fmt.Sprintf(" as character %d", utf8.RuneCountInString(p.text[:at])+p.before+1)
	}
	found := e.add(otherChars, what+", which does not go with its other letters", fixLetters)
	if foreign {
		found.What, found.Fix = what+", which no signature has", fixWhole
	}
	if p.at >= 0 {
		found.Start, found.End = p.at+at, p.at+at+size
	}
}

// indexOf finds a character, the quotes around a text aside.
func indexOf(text string, wanted func(r rune) bool) int {
	inner := strings.TrimLeft(text, " \t\r\n"+quotes)
	i := strings.IndexFunc(strings.TrimRight(inner, " \t\r\n"+quotes), wanted)
	if i < 0 {
		return -1
	}
	return i + len(text) - len(inner)
}
