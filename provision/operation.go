package provision

// An Operation is one of AWS's calls around the one that takes the proof. Its values
// are stable.
type Operation string

// The operations. The first five print the state of what they are about.
const (
	DescribeASN    Operation = "describe-ipam-byoasn"
	DescribeRanges Operation = "describe-byoip-cidrs" // list-byoip-cidrs of Global Accelerator
	PoolRanges     Operation = "get-ipam-pool-cidrs"
	Associate      Operation = "associate-ipam-byoasn"
	Advertise      Operation = "advertise-byoip-cidr"
	DescribeIPAMs  Operation = "describe-ipams"
	DescribePools  Operation = "describe-ipam-pools"
)

// Operation returns a call about the request's AS number, range or pool, whether or
// not there is a message yet. What is missing is a shell variable.
func (r Request) Operation(o Operation) Command {
	p := plan{Request: r, forASN: r.ASN != 0, public: true}
	if p.Service == "" {
		p.Service = IPAM
	}
	if p.Service == GlobalAccelerator {
		p.Region, p.Locale = acceleratorRegion, acceleratorRegion
	}
	if p.Locale == "" {
		p.Locale = p.Region
	}
	switch o {
	case DescribeRanges:
		return p.local(p.describe())
	case PoolRanges:
		return p.home(p.ec2(string(o)).with("--ipam-pool-id", p.pool()))
	case Associate:
		return p.local(p.withCIDR(p.withASN(p.ec2(string(o)))))
	case Advertise:
		c := p.byoip(string(o))
		if p.ASN != 0 {
			c = p.withASN(c)
		}
		return p.local(p.withCIDR(c))
	}
	return p.home(p.ec2(string(o)))
}
