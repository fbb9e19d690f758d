// Package registry knows the five regional Internet registries and, in one
// table, what AWS's proof needs of each: whether AWS reads its records, on
// which object and in which field the certificate belongs, where it never
// belongs, and what to paste or mail to get it there.
//
//	r, err := registry.Parse("ripe")
//	guide, err := r.Publish(resource.OfASN(64496), certgen.OneLine(cert))
//	guide.Text // exactly what to paste
//
// The certificate for an ASN has to stand on the ASN's own object. One for an
// address range stands on the network's object or on that of its parent block.
// It is needed only while AWS provisions.
//
// The source is AWS's page "Tutorial: Bring your ASN to IPAM" (Amazon VPC IPAM)
// and "Onboard your address range" (Amazon EC2).
package registry
