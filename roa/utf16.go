package roa

import (
	"bufio"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Order is the byte order that a byte-order mark of UTF-16 tells, or nil.
func utf16Order(head []byte) binary.ByteOrder {
	switch {
	case len(head) < 2:
	case head[0] == 0xff && head[1] == 0xfe:
		return binary.LittleEndian
	case head[0] == 0xfe && head[1] == 0xff:
		return binary.BigEndian
	}
	return nil
}

// A utf16Reader makes UTF-8 of UTF-16, which PowerShell writes with ">". A half
// of a pair becomes U+FFFD, and half a unit at the end a byte that is no UTF-8,
// so that nothing is lost in silence.
type utf16Reader struct {
	in    *bufio.Reader
	order binary.ByteOrder
	rest  []byte // read, and not yet handed on
	buf   [utf8.UTFMax]byte
}

func (u *utf16Reader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(u.rest) == 0 {
			if n > 0 && u.in.Buffered() < 4 {
				return n, nil // rather than wait for more
			}
			if u.rest, err = u.next(); err != nil {
				return n, err
			}
		}
		copied := copy(p[n:], u.rest)
		u.rest = u.rest[copied:]
		n += copied
	}
	return n, nil
}

// next reads a character.
func (u *utf16Reader) next() ([]byte, error) {
	unit, err := u.unit()
	switch {
	case err == io.ErrUnexpectedEOF:
		return []byte{0xff}, nil
	case err != nil:
		return nil, err
	}
	if utf16.IsSurrogate(unit) {
		ahead, _ := u.in.Peek(2)
		if len(ahead) == 2 {
			if pair := utf16.DecodeRune(unit, rune(u.order.Uint16(ahead))); pair != utf8.RuneError {
				u.in.Discard(2)
				unit = pair
			}
		}
	}
	return utf8.AppendRune(u.buf[:0], unit), nil
}

func (u *utf16Reader) unit() (rune, error) {
	var two [2]byte
	_, err := io.ReadFull(u.in, two[:])
	return rune(u.order.Uint16(two[:])), err
}
