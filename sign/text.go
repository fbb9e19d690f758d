package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"
)

// The texts that are not among the variants.
const (
	sameText    = "same"
	unknownText = "unknown"
)

// A variant is a way in which shells, editors and tools change a message
// before it is signed.
type variant struct {
	text     string // [VerifyError.Text]
	describe string
	fix      string
	alter    func(m []byte) [][]byte
}

var variants = []variant{
	{sameText, "this message", "", func(m []byte) [][]byte { return [][]byte{m} }},
	{"trailing-newline", "the same text with a newline at the end", fixNewline, around("", "\n", "\n\n")},
	{"trailing-crlf", "the same text with CRLF at the end (a Windows line ending)", fixNewline, around("", "\r\n", "\r")},
	{"without-newline", "the same text without the line ending of the message given here", fixGiven, func(m []byte) [][]byte { return [][]byte{bytes.TrimRight(m, "\r\n")} }},
	{"double-quotes", "the same text with double quotes around it", fixQuotes, around(`"`, `"`, "\"\n", "\"\r\n")},
	{"single-quotes", "the same text with single quotes around it", fixQuotes, around("'", "'", "'\n", "'\r\n")},
	{"typographic-quotes", "the same text with typographic quotes around it", fixQuotes, around("“", "”", "”\n")},
	{"leading-blank", "the same text with a blank before it", fixNewline, around(" ", "", " ", "\n")},
	{"trailing-blank", "the same text with a blank after it", fixNewline, around("", " ", "\t", "\u00a0", " \n", " \r\n")},
	{"trimmed", "the same text without the blanks or quotes around the message given here", fixGiven, func(m []byte) [][]byte { return [][]byte{bytes.Trim(m, " \t\r\n\"'\u00a0\ufeff")} }},
	{"byte-order-mark", "the same text with a byte-order mark before it", "save the file as UTF-8 without a byte-order mark, and sign again", around("\ufeff", "", "\n", "\r\n")},
	{"echo-option", "the same text with \"-n \" before it (this shell's echo has no option -n)", fixNewline, around("-n ", "\n", "")},
	{"utf-16", "the same text in UTF-16, as PowerShell writes files", "sign the bytes of ASCII", inUTF16},
	{"hashed-twice", "the message's SHA-256 digest instead of the message", "give the tool the message, which it hashes itself, or have it sign the digest as it is", digests},
	{"nothing", "an empty text: the variable or file that should hold the message was empty", "set it first, and sign again", func([]byte) [][]byte { return [][]byte{{}, []byte("\n")} }},
	{"written-newline", "the same text with \\n in letters after it", fixNewline, around("", `\n`, `\r\n`, "\\n\n")},
	{"as-prefix", "the same text with AS before the number", "sign again with the number alone", alike(`^(1\|aws\|[0-9]+\|)([0-9]+\|)`, "${1}AS$2")},
	{"account-hyphens", "the same text with hyphens in the account's number", "sign again with the 12 digits alone", alike(`^(1\|aws\|[0-9]{4})([0-9]{4})([0-9]{4}\|)`, "$1-$2-$3")},
	{"without-scheme", "the same text without |RSAPSS at its end", "sign the whole message", alike(`\|RSAPSS$`, "")},
	{"base64", "the message in base64 instead of the message", "sign the message as it is, and encode the signature alone", inBase64},
	{"hex", "the message in hexadecimal instead of the message", "sign the message as it is", inHex},
}

// The fixes of several variants.
const (
	fixNewline = "sign again without: printf %s, or echo -n, writes the text alone"
	fixQuotes  = "sign again without: the shell's quotes are not part of the message"
	fixGiven   = "give the message as it was signed"
)

func describe(text string) string {
	for _, v := range variants {
		if v.text == text {
			return v.describe
		}
	}
	return "another text"
}

func fixOf(text string) string {
	for _, v := range variants {
		if v.text == text {
			return v.fix
		}
	}
	return ""
}

// around puts before in front of a message and each of the others behind it.
func around(before string, after ...string) func([]byte) [][]byte {
	return func(m []byte) [][]byte {
		texts := make([][]byte, len(after))
		for i, end := range after {
			texts[i] = []byte(before + string(m) + end)
		}
		return texts
	}
}

// alike is a message with another way to write one of its fields, if it has that
// field.
func alike(pattern, written string) func([]byte) [][]byte {
	expr := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(m []byte) [][]byte {
		if !expr().Match(m) {
			return nil
		}
		return [][]byte{expr().ReplaceAll(m, []byte(written))}
	}
}

func inUTF16(m []byte) [][]byte {
	var texts [][]byte
	for _, s := range []string{"\ufeff" + string(m) + "\r\n", "\ufeff" + string(m), string(m) + "\r\n", string(m)} {
		var text []byte
		for _, unit := range utf16.Encode([]rune(s)) {
			text = binary.LittleEndian.AppendUint16(text, unit)
		}
		texts = append(texts, text)
	}
	return texts
}

func digests(m []byte) [][]byte {
	sum := sha256.Sum256(m)
	lower := hex.EncodeToString(sum[:])
	return [][]byte{sum[:], []byte(lower), []byte(lower + "\n")}
}

// inBase64 is what comes of a pipe through base64 too many.
func inBase64(m []byte) [][]byte {
	var texts [][]byte
	for _, text := range around("", "", "\n")(m) {
		encoded := base64.StdEncoding.EncodeToString(text)
		for _, end := range []string{"", "\n"} {
			texts = append(texts, []byte(encoded+end), []byte(wrapped(encoded)+end))
		}
	}
	return texts
}

// wrapped breaks base64 into lines of 64 letters, as openssl base64 does.
func wrapped(letters string) string {
	var lines []string
	for len(letters) > 64 {
		lines, letters = append(lines, letters[:64]), letters[64:]
	}
	return strings.Join(append(lines, letters), "\n")
}

func inHex(m []byte) [][]byte {
	digits := hex.EncodeToString(m)
	return [][]byte{[]byte(digits), []byte(digits + "\n")}
}

// recognise returns which text satisfies matches.
func recognise(message []byte, matches func(text []byte) bool) string {
	for _, v := range variants {
		if slices.ContainsFunc(v.alter(message), matches) {
			return v.text
		}
	}
	return unknownText
}
