package asn

// A Special is a range of numbers that are not for the public Internet.
type Special struct {
	First, Last Number // both included
	Reason      string // what the range is for, in IANA's words
	Reference   string // the RFC, such as "RFC 5398", or the IANA registry
}

// specials are IANA's special-purpose AS numbers and the block that its
// AS numbers registry reserves, in rising order.
var specials = [...]Special{
	{0, 0, "Reserved (IANA)", "RFC 7607"},
	{112, 112, "AS112 project (DNS sink)", "RFC 7534"},
	{23456, 23456, "AS_TRANS", "RFC 6793"},
	{64496, 64511, "Documentation and sample code", "RFC 5398"},
	{64512, 65534, "Private use", "RFC 6996"},
	{65535, 65535, "Reserved (last 16-bit ASN)", "RFC 7300"},
	{65536, 65551, "Documentation and sample code", "RFC 5398"},
	{65552, 131071, "Reserved", "IANA AS numbers registry"},
	{4200000000, 4294967294, "Private use", "RFC 6996"},
	{4294967295, 4294967295, "Reserved (last 32-bit ASN)", "RFC 7300"},
}

// Special returns the range of non-public numbers that n lies in. The second
// result is false for a public number: one that a registry can assign. It does
// not say that a registry has assigned it.
func (n Number) Special() (Special, bool) {
	for _, s := range specials {
		if s.First <= n && n <= s.Last {
			return s, true
		}
	}
	return Special{}, false
}
