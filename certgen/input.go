package certgen

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// maxInput bounds every input, in bytes. The largest key and certificate that
// are read (16384 bits) take some tens of kilobytes; the rest is for what stands
// around them.
const maxInput = 1 << 20

var (
	bomUTF8    = []byte{0xef, 0xbb, 0xbf}
	bomUTF16LE = []byte{0xff, 0xfe}
	bomUTF16BE = []byte{0xfe, 0xff}
)

// openInput checks the size of an input and takes off a byte-order mark. UTF-16,
// which PowerShell's > writes, becomes UTF-8.
func openInput(data []byte) ([]byte, error) {
	if len(data) > maxInput {
		return nil, unreadable(fmt.Sprintf("the input has %d bytes, more than the %d that are read", len(data), maxInput))
	}
	if order := byteOrder(data); order != nil {
		var err error
		if data, err = decodeUTF16(data, order); err != nil {
			return nil, err
		}
	}
	data = bytes.TrimPrefix(data, bomUTF8)
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, unreadable("the input is empty")
	}
	return data, nil
}

func unreadable(what string) error {
	return &problem.Problem{ID: inputUnreadable, What: what}
}

// byteOrder is that of UTF-16, or nil for what does not begin as UTF-16: with its
// mark, or with two characters of ASCII.
func byteOrder(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, bomUTF16LE):
		return binary.LittleEndian
	case bytes.HasPrefix(data, bomUTF16BE):
		return binary.BigEndian
	case len(data) < 4:
		return nil
	case data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		return binary.LittleEndian
	case data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		return binary.BigEndian
	}
	return nil
}

// decodeUTF16 leaves no copy behind of what may be a key.
func decodeUTF16(data []byte, order binary.ByteOrder) ([]byte, error) {
	if len(data)%2 != 0 {
		return nil, unreadable("the input is UTF-16 cut short: it has an odd number of bytes")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	defer clear(units)
	runes := utf16.Decode(units)
	defer clear(runes)
	text := make([]byte, 0, utf8.UTFMax*len(runes))
	for _, r := range runes {
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}

// isDER tells binary input. A SEQUENCE as long as a key or certificate has a
// length of several bytes, the first with its high bit set; in text a "0" is
// followed by none such.
func isDER(data []byte) bool {
	return len(data) > 1 && data[0] == 0x30 && data[1] >= 0x80
}
