// Package resource is an Internet number resource: an autonomous system number
// or an address range. It reads what people write, writes what the registries
// and AWS take, and knows which numbers nobody can announce to the public
// Internet.
//
//	r, err := resource.Parse("AS12345")      // or 12345, as12345, 2001:DB8::/32
//	r.String()                               // "12345", as a message has it
//	r.Name()                                 // "AS12345", as a sentence has it
//	n, ok := r.ASN()                         // 12345, true
//
// # Format
//
// An AS number is written in asplain (RFC 5396 section 2): decimal digits of a
// 32-bit number, 0 to 4294967295, with no leading zero. [Parse] and [ParseASN]
// take the prefix "AS" in any case in front of it; String never writes it.
//
// A range is written in CIDR notation (RFC 4632): the network's own address, a
// slash and the prefix length. [Parse] takes any spelling of IPv6; String
// writes that of RFC 5952.
//
// Everything else is refused with a [*problem.Problem] that says what it is
// (asdot, a leading zero, host bits, a range from one address to another) and,
// where it can be told, what was meant; [Read] returns that too.
//
// # Resources that are not public
//
// [Resource.Special] knows what IANA keeps for documentation, private use and
// the like. AWS provisions public resources only, so such a one can be used in
// an example and never in a real request. [Resource.Check] says that, and what
// AWS demands of a range's size.
package resource
