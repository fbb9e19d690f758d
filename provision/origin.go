package provision

import "github.com/byoasn/byoasn/asn"

// The ASNs that AWS announces brought ranges from ("Prerequisites for BYOIP in
// Amazon EC2", Amazon EC2 User Guide; for Global Accelerator its Developer
// Guide).
const (
	amazon         asn.Number = 16509
	amazonSecond   asn.Number = 14618
	amazonGovCloud asn.Number = 8987
)

// Origins returns Amazon's AS numbers for which a range needs a ROA: AS16509 and
// AS14618; in the GovCloud Regions AS8987 in their place; for Global Accelerator
// AS16509 alone.
func Origins(service Service, govCloud bool) []asn.Number {
	switch {
	case service == GlobalAccelerator:
		return []asn.Number{amazon}
	case govCloud:
		return []asn.Number{amazonGovCloud}
	}
	return []asn.Number{amazon, amazonSecond}
}
