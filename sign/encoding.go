package sign

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// An EncodingError says what a text is instead of a signature's text form.
type EncodingError struct {
	Problems []*problem.Problem `json:"problems"` // each way in which it differs, the outermost first
	Length   int                `json:"length"`   // of the text, in bytes

	// Raw is the signature that the text stands for, if that can be told, and
	// Raw.String() the text that AWS would take. It has not been verified.
	Raw Signature `json:"raw,omitempty"`
}

// Error says all that differs, and one fix: the first, or the last where no
// signature can be told, as what is said last is then what stands in the way.
func (e *EncodingError) Error() string {
	parts, fix := make([]string, len(e.Problems)), ""
	for i, p := range e.Problems {
		parts[i] = p.What
		if p.Fix != "" && (fix == "" || e.Raw == nil) {
			fix = "; " + p.Fix
		}
	}
	of := ""
	if e.Length > 0 {
		of = fmt.Sprintf(" of %d characters", e.Length)
	}
	return field + of + " " + strings.Join(parts, ", and it ") + fix
}

// Unwrap returns the problems as a [*problem.List].
func (e *EncodingError) Unwrap() error {
	list := &problem.List{Problems: e.Problems}
	if e.Raw != nil {
		list.Meant = e.Raw.String()
	}
	return list
}

// The fixes that are more than a word.
const (
	fixLetters = "translate standard base64 with tr -- '+=/' '-_~', the sets in that order"
	fixRaw     = "give the signature alone, in AWS's text form"
	fixWhole   = "copy it again, all of it"
)

// maxText is room for the largest RSA signature in hexadecimal, with blanks.
const maxText = 8192

func (e *EncodingError) add(id problem.ID, what, fix string) *problem.Problem {
	p := &problem.Problem{ID: id, Field: field, What: what, Fix: fix}
	e.Problems = append(e.Problems, p)
	return p
}

// explain finds what is wrong with a text that Parse refused.
func explain(text string) *EncodingError {
	e := &EncodingError{Length: len(text)}
	if e.other(text) {
		return e
	}
	if p := e.peel(part{text: text}); !p.done && !e.other(p.text) {
		e.read(p)
	}
	return e
}

// other recognises a text that is something else altogether, or the bytes of a
// signature.
func (e *EncodingError) other(text string) bool {
	secret := problem.Secret(text)
	label, isPEM := strings.CutPrefix(strings.TrimSpace(text), "-----BEGIN ")
	label, _, _ = strings.Cut(label, "-----")
	switch {
	case text == "":
		e.add(empty, "is empty", "give the signature: 344 characters for a key of RSA 2048")
	case secret != "":
		e.add(secretGiven, "is "+secret+", given where a signature is expected", "give the signature; whatever else could read or log this text has seen the secret")
	case len(text) > maxText:
		e.add(tooLong, "is longer than any RSA signature", fixRaw)
	case strings.HasPrefix(strings.Trim(text, " \t\r\n\"'"), "1|aws|"):
		e.add(messageGiven, "is a message, not a signature", "give the message as the message, and its signature here")
	case isPEM:
		e.add(fileGiven, "is a PEM file ("+problem.Clip(label, 40)+"), not a signature", fixRaw)
	case isDER(text):
		e.add(fileGiven, "is a DER file, such as a certificate or a key, not a signature", fixRaw)
	case !utf8.ValidString(text) && plausible(len(text)):
		e.add(rawBytes, "is raw bytes, not yet encoded", "encode them as base64, and then "+fixLetters)
		e.Raw = Signature(text)
	default:
		return false
	}
	return true
}

// isDER says whether a text is one DER sequence with a length of two bytes. A
// signature begins like that once in 2^32.
func isDER(text string) bool {
	return len(text) > 4 && text[:2] == "\x30\x82" && int(text[2])<<8|int(text[3]) == len(text)-4
}

// read says which encoding a part is in, and decodes it.
func (e *EncodingError) read(p part) {
	letters := e.strip(p.text)
	bytes, isDigits := hexDigits(letters)
	switch {
	case letters == "":
		e.add(empty, "holds no letters", "")
	case isDigits && plausible(len(bytes)):
		e.add(Hex, "is hexadecimal", "decode it (xxd -r -p), encode the bytes as base64, and "+fixLetters)
		e.Raw = bytes
	case isDigits && isDigest(len(bytes)):
		e.add(digestGiven, fmt.Sprintf("is %d bytes in hexadecimal, a digest and not a signature", len(bytes)), "sign with the private key: openssl dgst -sign")
	case isDigits && len(bytes) > sha512.Size:
		e.add(Hex, "is hexadecimal", "")
		e.add(otherLength, fmt.Sprintf("has %d bytes: a signature of a key of RSA 2048 has 256, of RSA 3072 384, of RSA 4096 512", len(bytes)), fixWhole)
	default:
		e.readLetters(letters, p)
	}
}

// strip takes off what stands around and between the letters, and notes it.
func (e *EncodingError) strip(text string) string {
	bare := strings.Trim(text, " \t\r\n")
	if unquoted := strings.Trim(bare, quotes); unquoted != bare {
		e.add(quoteMarks, "has "+quoted(bare)+" around it", "leave them out")
		text = strings.Trim(text, " \t\r\n"+quotes)
	}
	if strings.ContainsAny(text, "\r\n") {
		e.add(lineBreaks, "has line breaks", "write it on one line, with no newline at the end: tr -d '\\n'")
	}
	if strings.ContainsAny(text, " \t") {
		e.add(blanks, "has blanks", "leave them out")
	} else if i := strings.IndexFunc(text, isOddBlank); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		e.add(blanks, fmt.Sprintf("has a blank of another sort (%U) as character %d", r, utf8.RuneCountInString(text[:i])+1), "leave it out")
	}
	return strings.Join(strings.Fields(text), "")
}

// quotes are those of shells and JSON, and what word processors make of them.
const quotes = "\"'`“”„‘’‚«»"

// quoted names the quotes around a text, and those shows that are not ASCII.
func quoted(bare string) string {
	r, _ := utf8.DecodeRuneInString(bare)
	if r < utf8.RuneSelf {
		return "quotes"
	}
	return fmt.Sprintf("typographic quotes (%s, %U, as character 1)", problem.Quote(string(r)), r)
}

// isOddBlank tells white space that is neither a blank, nor a tab, nor a line
// break: a no-break space, say, that a web page had.
func isOddBlank(r rune) bool { return unicode.IsSpace(r) && !strings.ContainsRune(" \t\r\n", r) }

// hexDigits decodes hexadecimal digits, with colons between the bytes or not. A
// text of them can be base64 too, but not by chance: a signature is random, and
// of all the letters of base64 that would be a quarter, hundreds of times in a
// row. So they have to be in one case, and both digits and letters.
func hexDigits(letters string) ([]byte, bool) {
	const digits, lower, upper = "0123456789", "abcdef", "ABCDEF"
	letters = strings.TrimPrefix(strings.TrimPrefix(letters, "0x"), "0X")
	if len(letters) > 2 && letters[2] == ':' {
		letters = strings.ReplaceAll(letters, ":", "")
	}
	oneCase := strings.Trim(letters, digits+lower) == "" || strings.Trim(letters, digits+upper) == ""
	if !oneCase || !strings.ContainsAny(letters, digits) || !strings.ContainsAny(letters, lower+upper) {
		return nil, false
	}
	bytes, err := hex.DecodeString(letters)
	return bytes, err == nil
}

func isDigest(n int) bool {
	for _, hash := range hashes {
		if n == hash.Size() {
			return true
		}
	}
	return false
}

// readLetters finds the alphabet in which the letters are a signature, or, if
// they are in none, the one that they may have been in.
func (e *EncodingError) readLetters(letters string, p part) {
	if isOneLetter(letters) {
		e.add(trSets, "has - for +, for = and for /, which cannot be told apart", "sign again, and "+fixLetters)
		return
	}
	for _, whole := range []bool{true, false} {
		for _, a := range alphabets {
			raw, bare, ok := a.decode(letters)
			if inner, isText := textIn(raw); ok && isText {
				e.readInner(inner)
				return
			}
			if ok && (!whole || plausible(len(raw))) {
				e.decoded(a, letters, bare, raw)
				return
			}
		}
	}
	e.misfit(p)
}

// decoded reports what letters in an alphabet are.
func (e *EncodingError) decoded(a letterSet, letters, bare string, raw []byte) {
	a.report(e)
	padding, want := len(letters)-len(bare), (3-len(raw)%3)%3
	switch {
	case !plausible(len(raw)):
		e.length(len(bare))
	case base64.RawStdEncoding.EncodeToString(raw) != a.standard(bare):
		e.add(spareBits, "has an altered last letter", fixWhole)
	case padding > want:
		e.add(otherLength, fmt.Sprintf("has %d characters of padding at its end, where %d belong", padding, want), fixWhole)
	default:
		e.Raw = raw
		if padding < want && a != base64URL { // base64url has none as a rule
			e.add(NoPadding, "has lost its padding, the _ or __ at the end", "write "+strings.Repeat("_", want)+" at its end")
		}
	}
}

// length reports letters that are as many as no key's signature has.
func (e *EncodingError) length(letters int) {
	what := fmt.Sprintf("%d letters without the padding: a signature of a key of RSA 2048 has 342, of RSA 3072 512, of RSA 4096 683", letters)
	switch {
	case letters > base64.RawStdEncoding.EncodedLen(16384/8):
		e.add(tooLong, "is longer than any RSA signature", fixRaw)
	case letters < base64.RawStdEncoding.EncodedLen(2048/8):
		e.add(cutShort, "is cut short, with "+what, fixWhole)
	default:
		e.add(otherLength, "has "+what, fixWhole)
	}
}

// readInner explains letters that are the base64 of another text.
func (e *EncodingError) readInner(inner string) {
	sig, err := Parse(inner)
	sub, _ := err.(*EncodingError)
	switch {
	case err == nil:
		e.add(doubleBase64, "is in base64 twice over", "leave out the second encoding")
		e.Raw = sig
	case sub.Problems[0].ID == messageGiven:
		e.add(messageGiven, "is a message in base64, not a signature of it", "sign the message, and give the signature")
	case sub.Problems[0].ID == secretGiven:
		e.Problems = append(e.Problems, sub.Problems...)
	default:
		e.add(doubleBase64, "is in base64 twice over", "leave out the second encoding")
		e.Problems, e.Raw = append(e.Problems, sub.Problems...), sub.Raw
	}
}

// textIn says whether bytes are a text: those of a signature are not, all
// hundred and more of them.
func textIn(raw []byte) (string, bool) {
	for _, b := range raw {
		if (b < ' ' || b > '~') && b != '\n' && b != '\r' && b != '\t' {
			return "", false
		}
	}
	return string(raw), len(raw) >= 16
}
