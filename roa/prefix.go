package roa

import (
	"encoding/binary"
	"net/netip"
)

// parsePrefix reads a prefix without host bits. What it cannot read at once is
// for net/netip to say; it is never laxer. The result why is what is wrong.
func parsePrefix(text []byte) (p netip.Prefix, why string) {
	if p, ok := scanPrefix(text); ok {
		return p, ""
	}
	p, err := netip.ParsePrefix(string(text))
	switch {
	case err != nil:
		return p, "is " + quote(text) + ", expected a prefix such as 192.0.2.0/24"
	case p.Addr().Is4In6():
		return p, "is " + quote(text) + ", IPv4 written as IPv6"
	case p != p.Masked():
		return p, "is " + quote(text) + ", which has host bits; the network is " + p.Masked().String()
	}
	return p, ""
}

// scanPrefix reads the prefixes that exporters write, and says no to all others,
// wrong or not. It is there for speed: net/netip wants a string.
func scanPrefix(text []byte) (netip.Prefix, bool) {
	slash := len(text) - 1
	for slash >= 0 && text[slash] != '/' {
		slash--
	}
	if slash < 0 {
		return netip.Prefix{}, false
	}
	bits, n := scanDecimal(text[slash+1:], 128)
	if n == 0 || slash+1+n != len(text) {
		return netip.Prefix{}, false
	}
	for _, c := range text[:slash] {
		switch c {
		case '.':
			return scanPrefix4(text[:slash], bits)
		case ':':
			return scanPrefix6(text[:slash], bits)
		}
	}
	return netip.Prefix{}, false
}

// scanDecimal reads digits up to the first other byte: how many there are, or
// none if the number has a leading zero or is greater than most.
func scanDecimal(text []byte, most uint64) (value uint64, digits int) {
	for digits < len(text) && digits < 11 && '0' <= text[digits] && text[digits] <= '9' {
		value = value*10 + uint64(text[digits]-'0')
		digits++
	}
	if value > most || digits > 1 && text[0] == '0' {
		return 0, 0
	}
	return value, digits
}

func scanPrefix4(text []byte, bits uint64) (netip.Prefix, bool) {
	var value uint32
	for octets := 1; ; octets++ {
		octet, n := scanDecimal(text, 255)
		if n == 0 {
			return netip.Prefix{}, false
		}
		value = value<<8 | uint32(octet)
		text = text[n:]
		if octets == 4 {
			break
		}
		if len(text) == 0 || text[0] != '.' {
			return netip.Prefix{}, false
		}
		text = text[1:]
	}
	if len(text) != 0 || bits > 32 || value<<bits != 0 {
		return netip.Prefix{}, false
	}
	var addr [4]byte
	binary.BigEndian.PutUint32(addr[:], value)
	return netip.PrefixFrom(netip.AddrFrom4(addr), int(bits)), true
}

// scanPrefix6 reads groups of hexadecimal digits, with "::" once at the most.
func scanPrefix6(text []byte, bits uint64) (netip.Prefix, bool) {
	var addr [16]byte
	length, gap := 0, -1 // bytes read, and how many of them before "::"
	if len(text) >= 2 && text[0] == ':' && text[1] == ':' {
		gap, text = 0, text[2:]
	}
	for len(text) > 0 {
		group, digits := scanHex(text)
		if digits == 0 || length == len(addr) {
			return netip.Prefix{}, false
		}
		binary.BigEndian.PutUint16(addr[length:], group)
		length, text = length+2, text[digits:]
		switch {
		case len(text) == 0:
		case len(text) == 1 || text[0] != ':':
			return netip.Prefix{}, false
		case text[1] != ':':
			text = text[1:]
		case gap >= 0:
			return netip.Prefix{}, false
		default:
			gap, text = length, text[2:]
		}
	}
	if (gap >= 0) != (length < len(addr)) {
		return netip.Prefix{}, false
	}
	if gap >= 0 {
		moved := copy(addr[len(addr)-(length-gap):], addr[gap:length])
		clear(addr[gap : len(addr)-moved])
	}
	return maskedPrefix6(addr, bits)
}

// scanHex reads a group of one to four digits.
func scanHex(text []byte) (value uint16, digits int) {
	for ; digits < len(text) && digits < 5; digits++ {
		c := text[digits]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return value, digits
		}
		value = value<<4 | uint16(c)
	}
	if digits == 5 {
		return 0, 0
	}
	return value, digits
}

// maskedPrefix6 refuses host bits, and IPv4 written as IPv6.
func maskedPrefix6(addr [16]byte, bits uint64) (netip.Prefix, bool) {
	high, low := binary.BigEndian.Uint64(addr[:8]), binary.BigEndian.Uint64(addr[8:])
	hosts := high<<bits | low
	if bits >= 64 {
		hosts = low << (bits - 64)
	}
	if hosts != 0 || high == 0 && low>>32 == 0xffff {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(netip.AddrFrom16(addr), int(bits)), true
}
