package provision

import "github.com/byoasn/byoasn/resource"

// The ASNs that AWS announces brought ranges from ("Prerequisites for BYOIP in
// Amazon EC2", Amazon EC2 User Guide; for Global Accelerator its Developer
// Guide).
const (
	amazon         resource.ASN = 16509
	amazonSecond   resource.ASN = 14618
	amazonGovCloud resource.ASN = 8987
)

// Origins returns Amazon's AS numbers for which a range needs a ROA: AS16509 and
// AS14618; in the GovCloud Regions AS8987 in their place; for Global Accelerator
// AS16509 alone.
func Origins(service Service, govCloud bool) []resource.ASN {
	switch {
	case service == GlobalAccelerator:
		return []resource.ASN{amazon}
	case govCloud:
		return []resource.ASN{amazonGovCloud}
	}
	return []resource.ASN{amazon, amazonSecond}
}
