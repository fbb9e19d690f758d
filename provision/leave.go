package provision

// leaving lists the steps that take everything away again.
func (p plan) leaving() []Step {
	var steps []Step
	if !p.forASN {
		steps = append(steps, p.stepRelease())
	}
	if p.public {
		steps = append(steps, p.stepWithdraw())
	}
	if p.ASN != 0 {
		steps = append(steps, p.stepDisassociate())
	}
	switch {
	case p.forASN:
		steps = append(steps, p.stepDeprovisionASN(), p.deprovisionFrom(p.pool(), "if the range is to leave AWS, too"))
	case p.Service == IPAM:
		steps = append(steps,
			p.deprovisionFrom(Arg{Variable: variableRegionalPool}, "if the range was given to a Regional pool"),
			p.deprovisionFrom(p.pool(), ""))
	default:
		steps = append(steps, p.stepDeprovisionRange())
	}
	return steps
}

func (p plan) stepRelease() Step {
	step := Step{Phase: Leave, Title: "Release every address of the range"}
	switch p.Service {
	case GlobalAccelerator:
		step.Text = "Delete the accelerators whose static addresses are from the range."
		step.Notes = []Note{{"Without that the range can neither be withdrawn nor deprovisioned.", acceleratorLeave}}
	case EC2:
		step.Text = "Release the Elastic IP addresses of the range (aws ec2 release-address), and disassociate its IPv6 blocks from VPCs " +
			"(aws ec2 disassociate-vpc-cidr-block)."
		step.Notes = []Note{{"Without that the range cannot be deprovisioned.", onboard}}
	default:
		step.Text = "Release the Elastic IP addresses of the range (aws ec2 release-address), and disassociate its IPv6 blocks from VPCs. " +
			"Go on when the pools that hand out its addresses have no allocation left."
		step.Commands = []Command{
			p.local(p.ec2("get-ipam-pool-allocations").with("--ipam-pool-id", p.pool())),
			p.local(p.ec2("get-ipam-pool-allocations").with("--ipam-pool-id", Arg{Variable: variableRegionalPool})),
		}
		step.Notes = []Note{{"IPAM needs some time to see that an address is gone; until then the range cannot be deprovisioned.", tutorialRange}}
	}
	return step
}

func (p plan) stepWithdraw() Step {
	step := Step{
		Phase: Leave, Title: "Withdraw the range",
		Text:     "The Internet no longer sees the range at AWS.",
		Commands: []Command{p.local(p.withCIDR(p.byoip("withdraw-byoip-cidr"))), p.local(p.describe())},
		Wait:     &Wait{Of: "the range", Until: "provisioned", While: []string{"advertised", "pending-withdrawal"}, Source: apiWithdraw},
		Notes: []Note{
			{"This call goes through at most once in 10 seconds, whatever the range.", apiWithdraw},
			{"It takes a few minutes until traffic stops.", apiWithdraw},
		},
	}
	if p.forASN {
		step.When = "if the range is not to stay advertised with Amazon's ASN, as in the step before"
	}
	if p.Service == GlobalAccelerator {
		step.Wait = &Wait{Of: "the range", Until: "READY", While: []string{"ADVERTISING", "PENDING_WITHDRAWING"},
			Failed: []string{"FAILED_WITHDRAW"}, Source: acceleratorLeave}
		step.Notes = []Note{{"This call goes through at most once in 10 seconds, whatever the range.", apiAcceleratorWithdraw}}
	}
	p.pollRange(step.Wait, p.local)
	return step
}

func (p plan) stepDisassociate() Step {
	step := Step{
		Phase: Leave, Title: "Disassociate the ASN from the range",
		Commands: []Command{
			p.local(p.withCIDR(p.withASN(p.ec2("disassociate-ipam-byoasn")))),
			p.local(p.describe()),
		},
		Wait: p.pollAssociation(&Wait{Of: "AS" + p.ASN.String() + " among the AsnAssociations of the range", Until: "disassociated",
			While: []string{"pending-disassociation"}, Failed: []string{"failed-disassociation"}, Source: tutorialASN,
			Failing: "StatusMessage of the association says why."}),
	}
	if p.forASN {
		step.Text = "Do this for every range that the ASN was associated with."
	}
	return step
}

func (p plan) stepDeprovisionASN() Step {
	return Step{
		Phase: Leave, Title: "Deprovision the ASN",
		Commands: []Command{
			p.home(p.withASN(p.ec2("deprovision-ipam-byoasn").with("--ipam-id", p.ipam()))),
			p.home(p.ec2("describe-ipam-byoasn")),
		},
		Wait: p.pollASN(&Wait{Of: p.it(), Until: "deprovisioned", While: []string{"pending-deprovision"},
			Failed: []string{"failed-deprovision"}, Source: tutorialASN}),
		Notes: []Note{
			{"It goes when the ASN is associated with no range any more.", apiDeprovisionASN},
			{"An ASN in the state deprovisioned vanishes after 7 days.", tutorialASN},
		},
	}
}

// deprovisionFrom takes the range out of a pool.
func (p plan) deprovisionFrom(pool Arg, when string) Step {
	step := Step{
		Phase: Leave, Title: "Deprovision the range", When: when,
		Commands: []Command{
			p.home(p.withCIDR(p.ec2("deprovision-ipam-pool-cidr").with("--ipam-pool-id", pool))),
			p.home(p.ec2("get-ipam-pool-cidrs").with("--ipam-pool-id", pool)),
		},
		Wait: p.pollPool(&Wait{Of: "the range", Until: "deprovisioned", While: []string{"pending-deprovision"},
			Failed: []string{"failed-deprovision"}, Source: tutorialRange}, pool),
	}
	switch {
	case p.forASN:
		step.Notes = []Note{
			{"It goes when no ASN is associated with the range any more.", tutorialASN},
			{"It goes when no address of it is allocated, and from the Regional pool before the pool above it.", tutorialRange},
		}
	case pool.Variable == variableRegionalPool:
		step.Title = "Deprovision the range from the Regional pool"
	}
	return step
}

func (p plan) stepDeprovisionRange() Step {
	step := Step{
		Phase: Leave, Title: "Deprovision the range",
		Commands: []Command{
			p.home(p.withCIDR(p.byoip("deprovision-byoip-cidr"))),
			p.home(p.describe()),
		},
		Wait: &Wait{Of: "the range", Until: "deprovisioned", While: []string{"pending-deprovision"},
			Failed: []string{"failed-deprovision"}, Takes: "up to a day", Source: onboard},
		Notes: []Note{{"A part of the range cannot be deprovisioned.", onboard}},
	}
	if p.Service == GlobalAccelerator {
		step.Wait = &Wait{Of: "the range", Until: "DEPROVISIONED", While: []string{"PENDING_DEPROVISIONING"},
			Failed: []string{"FAILED_DEPROVISION"}, Source: acceleratorLeave}
		step.Notes = nil
	}
	p.pollRange(step.Wait, p.home)
	return step
}
