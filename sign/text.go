package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"unicode/utf16"
)

// A Text says which text a signature was made over, compared with the message
// it was verified against. Its values are stable.
type Text string

// The texts that [Verify] recognises.
const (
	SameText        Text = "same"
	UnknownText     Text = "unknown" // none of the others
	TrailingNewline Text = "trailing-newline"
	TrailingCRLF    Text = "trailing-crlf"
	WithoutNewline  Text = "without-newline" // the given message ends with one
	DoubleQuotes    Text = "double-quotes"
	SingleQuotes    Text = "single-quotes"
	SmartQuotes     Text = "typographic-quotes"
	LeadingBlank    Text = "leading-blank"
	TrailingBlank   Text = "trailing-blank"
	Trimmed         Text = "trimmed" // the given message has blanks or quotes around it
	ByteOrderMark   Text = "byte-order-mark"
	EchoOption      Text = "echo-option" // a shell whose echo prints -n
	UTF16           Text = "utf-16"
	HashedTwice     Text = "hashed-twice"
)

// A variant is a way in which shells, editors and tools change a message
// before it is signed.
type variant struct {
	text     Text
	describe string
	alter    func(m []byte) [][]byte
}

var variants = []variant{
	{SameText, "this message", func(m []byte) [][]byte { return [][]byte{m} }},
	{TrailingNewline, "the same text with a newline at the end (sign without: echo -n or printf %s)", around("", "\n", "\n\n")},
	{TrailingCRLF, "the same text with CRLF at the end (a Windows line ending)", around("", "\r\n", "\r")},
	{WithoutNewline, "the same text without the line ending of the message given here", func(m []byte) [][]byte { return [][]byte{bytes.TrimRight(m, "\r\n")} }},
	{DoubleQuotes, "the same text with double quotes around it", around(`"`, `"`, "\"\n", "\"\r\n")},
	{SingleQuotes, "the same text with single quotes around it", around("'", "'", "'\n", "'\r\n")},
	{SmartQuotes, "the same text with typographic quotes around it", around("“", "”", "”\n")},
	{LeadingBlank, "the same text with a blank before it", around(" ", "", " ", "\n")},
	{TrailingBlank, "the same text with a blank after it", around("", " ", "\t", "\u00a0", " \n", " \r\n")},
	{Trimmed, "the same text without the blanks or quotes around the message given here", func(m []byte) [][]byte { return [][]byte{bytes.Trim(m, " \t\r\n\"'\u00a0\ufeff")} }},
	{ByteOrderMark, "the same text with a byte-order mark before it", around("\ufeff", "", "\n", "\r\n")},
	{EchoOption, "the same text with \"-n \" before it (this shell's echo has no option -n; use printf %s)", around("-n ", "\n", "")},
	{UTF16, "the same text in UTF-16 (as PowerShell writes files; sign the bytes of ASCII)", inUTF16},
	{HashedTwice, "the message's SHA-256 digest instead of the message (the tool hashed it again)", digests},
}

func (t Text) describe() string {
	for _, v := range variants {
		if v.text == t {
			return v.describe
		}
	}
	return "another text"
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

// recognise returns which text satisfies matches.
func recognise(message []byte, matches func(text []byte) bool) Text {
	for _, v := range variants {
		if slices.ContainsFunc(v.alter(message), matches) {
			return v.text
		}
	}
	return UnknownText
}
