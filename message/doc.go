// Package message is the short text that a network operator signs to tell AWS
// which account may announce an autonomous system number (BYOASN) or an
// address range (BYOIP).
//
// [New] composes one strictly, [Compose] from text as a person types it, and
// [Parse] reads one, explaining every slip it finds:
//
//	m, err := message.New(message.Fields{
//		Account:  "123456789012",
//		Resource: resource.OfASN(12345),
//	}, time.Now())
//	sig, err := sign.Sign(key, m.Bytes())
//
// # Format
//
// Seven fields, a vertical bar between them, in ASCII, and nothing before,
// after or between: no newline, no quotes, no blanks.
//
//		1|aws|ACCOUNT|ASN|YYYYMMDD|SHA256|RSAPSS
//		1|aws|ACCOUNT|CIDR|YYYYMMDD|SHA256|RSAPSS
//
//	  - ACCOUNT is the 12-digit AWS account number, without the hyphens that
//	    AWS's console shows. For BYOASN it is the IPAM administrator's account.
//	  - ASN is a public AS number in plain decimal, without "AS".
//	  - CIDR is the network's address and prefix length, with no host bits, IPv6
//	    as RFC 5952 writes it: IPv4 /24 or shorter; IPv6 /48 or shorter when it
//	    is advertised, /60 at the most.
//	  - YYYYMMDD is the day on which the message expires. AWS does not document
//	    the time zone, whether that day itself still counts, or how far ahead it
//	    may lie. Provisioning takes up to a week.
//	  - The other fields are constants.
//
// The sources are AWS's pages "Tutorial: Bring your ASN to IPAM" (Amazon VPC
// IPAM) and "Onboard your address range" (Amazon EC2).
//
// # What Parse refuses, and what it only reports
//
// A signature covers exact bytes, so [Parse] repairs nothing. What is not the
// format above is a [*problem.List], which lists each problem with the field and
// the bytes it is in, and, where the slips are all mechanical, the message that
// was meant. A private key given for a message is never repeated.
//
// Two things are data to [Parse]: an account that is not 12 digits (AWS's own
// pages print one, and signatures over such messages exist), and the day. Both
// verify, and [Message.Check] reports them.
package message
