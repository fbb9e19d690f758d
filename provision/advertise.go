package provision

func (p plan) stepRegionalPool() Step {
	pool := Arg{Variable: variableRegionalPool}
	return Step{
		Phase: Bring, Title: "Give the range to a Regional pool",
		When: "if the pool that the range entered at has no locale",
		Text: "A pool without a locale hands out no addresses and advertises none. No proof is needed this time.",
		Commands: []Command{
			p.home(p.withCIDR(p.ec2("provision-ipam-pool-cidr").with("--ipam-pool-id", pool))),
			p.home(p.ec2("get-ipam-pool-cidrs").with("--ipam-pool-id", pool)),
		},
		Wait: p.pollPool(&Wait{Of: p.it(), Until: "provisioned", While: []string{"pending-provision"}, Failed: []string{"failed-provision"},
			Source: tutorialRange}, pool),
	}
}

func (p plan) stepAssociate() Step {
	step := Step{
		Phase: Bring, Title: "Associate the ASN with the range",
		Text: "This changes nothing on the Internet yet. AS" + p.ASN.String() + " has to be provisioned, and the range to be in an IPAM pool; " +
			"a range that is advertised stays so.",
		Commands: []Command{
			p.local(p.withCIDR(p.withASN(p.ec2("associate-ipam-byoasn")))),
			p.local(p.describe()),
		},
		Wait: p.pollAssociation(&Wait{Of: "AS" + p.ASN.String() + " among the AsnAssociations of the range", Until: "associated",
			While: []string{"pending-association"}, Failed: []string{"failed-association"}, Source: apiAssociate,
			Failing: "StatusMessage of the association says why."}),
		Notes: []Note{{"The ASN and the range have to be in the same Region.", apiAssociate}},
	}
	if p.Locale != p.Region {
		step.Notes = append(step.Notes, Note{"AWS's tutorial takes the IPAM's home Region for granted; the call above goes to the pool's, as the API reference has it.", tutorialASN})
	}
	return step
}

func (p plan) stepAdvertise() Step {
	c := p.byoip("advertise-byoip-cidr")
	if p.ASN != 0 {
		c = p.withASN(c)
	}
	step := Step{
		Phase: Bring, Title: "Advertise the range",
		Commands: []Command{p.local(p.withCIDR(c)), p.local(p.describe())},
		Wait:     &Wait{Of: "the range", Until: "advertised", While: []string{"provisioned", "pending-advertising"}, Source: apiAdvertise},
		Notes: []Note{
			{"Stop announcing the range, or any part of it, from elsewhere at the same time; AWS does not answer for where traffic enters otherwise.", onboard},
			{"This call goes through at most once in 10 seconds, whatever the range.", apiAdvertise},
			{"It takes a few minutes until traffic comes in.", apiAdvertise},
			{"It has to be the exact range that was provisioned, not a part of it.", apiAdvertise},
		},
	}
	step.Text = "This is the moment at which the Internet sees the range at AWS."
	switch {
	case p.Service == GlobalAccelerator:
		step.Wait.Until, step.Wait.While, step.Wait.Failed = "ADVERTISING", []string{"READY", "PENDING_ADVERTISING"}, []string{"FAILED_ADVERTISING"}
		step.Wait.Source = accelerator
		step.Notes = []Note{
			{"Stop announcing the range from elsewhere before.", accelerator},
			{"It has to be advertised before an accelerator uses an address of it.", accelerator},
			{"It takes a few minutes until traffic comes in.", apiAcceleratorAdvertise},
			{"It has to be the exact range that was provisioned, not a part of it.", apiAcceleratorAdvertise},
		}
	case p.ASN != 0:
		step.Title = "Advertise the range with your own ASN"
		step.Text = "This is the moment at which the Internet sees the range with AS" + p.ASN.String() +
			" as its origin. If it is advertised from Amazon's ASN, this swaps the origin; there is no need to withdraw it first."
		step.Notes = append([]Note{
			{"From Amazon's ASN to your own goes once an hour.", tutorialASN},
			{"A range that was advertised before is in that State already. AWS's tutorial has the state of the ASN turn from associated to advertised then; " +
				"the API reference lists no such state.", tutorialASN},
		}, step.Notes...)
	}
	p.pollRange(step.Wait, p.local)
	return step
}

func (p plan) stepBack() Step {
	return Step{
		Phase: Return, Title: "Advertise the range with Amazon's ASN again",
		Text:     "The range stays advertised, and your ASN associated.",
		Commands: []Command{p.local(p.withCIDR(p.ec2("advertise-byoip-cidr").withText("--asn", "AWS")))},
		Notes: []Note{
			{"This goes at any time; from Amazon's ASN to your own again, once an hour.", tutorialASN},
			{"This call, too, goes through at most once in 10 seconds.", apiAdvertise},
		},
	}
}
