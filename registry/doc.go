// Package registry is the one table of the Internet registries and their rules:
// what AWS reads of each, in which field, how whois, RDAP and REST show that
// field, by what signs a record is told to be theirs, how often they may be
// asked, and how a person reaches that field. Package publish makes of it what to
// paste, to send or to mail.
//
//	r, err := registry.Parse("ripe")
//	r.Rule().Field // "descr"
//
// The certificate for an ASN has to stand on the ASN's own object. One for an
// address range stands on the network's object or on that of its parent block.
// It is needed only while AWS provisions.
//
// [All] lists the five regional registries, [Nationals] the national ones under
// APNIC and LACNIC, which keep records of their own: AWS reads none of those.
// [Of] tells whose something is by a sign, such as the host that answered or the
// source attribute of a whois object.
//
// The sources are AWS's pages "Tutorial: Bring your ASN to IPAM" (Amazon VPC
// IPAM) and "Onboard your address range" (Amazon EC2), and what the registries'
// servers answer.
package registry
