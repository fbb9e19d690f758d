package provision

// proof writes the authorization context in the AWS CLI's shorthand syntax
// ("Using shorthand syntax in the AWS CLI", AWS CLI User Guide). A value there
// ends at a comma or a closing bracket, and a quote opens another kind of it;
// messages and signatures have none of these, see plan.checkMessage.
func (p plan) proof() Arg {
	return Arg{Text: "Message=" + p.Message.String() + ",Signature=" + p.Signature.String()}
}

// Command returns the call that takes the proof. Its error is that of
// [Request.Check].
func (r Request) Command() (Command, error) {
	p, err := r.plan()
	if err != nil {
		return nil, err
	}
	return p.provision(), nil
}

func (p plan) provision() Command {
	switch {
	case p.forASN:
		return p.home(p.withASN(p.ec2("provision-ipam-byoasn").with("--ipam-id", p.ipam())).with("--asn-authorization-context", p.proof()))
	case p.Method == DNSToken:
		return p.home(p.withCIDR(p.ec2("provision-ipam-pool-cidr").with("--ipam-pool-id", p.pool())).
			withText("--verification-method", string(DNSToken)).
			with("--ipam-external-resource-verification-token-id", valueOr(p.Token.ID, variableTokenID)))
	case p.Method == DelegatedRPKI:
		return p.home(p.withCIDR(p.ec2("provision-ipam-pool-cidr").with("--ipam-pool-id", p.pool())).
			withText("--cidr-authorization-context", covered))
	case p.Service == IPAM:
		return p.home(p.withCIDR(p.ec2("provision-ipam-pool-cidr").with("--ipam-pool-id", p.pool())).
			withText("--verification-method", string(Certificate)).with("--cidr-authorization-context", p.proof()))
	}
	c := p.withCIDR(p.byoip("provision-byoip-cidr")).with("--cidr-authorization-context", p.proof())
	if !p.public {
		c = append(c, Arg{Text: "--no-publicly-advertisable"})
	}
	return p.home(c)
}

// covered is the authorization context of a range under an association, as AWS
// writes it.
const covered = `Message="` + CoveredByAssociation + `",Signature=""`

// ec2 starts a call of EC2's API, which IPAM's is a part of.
func (p plan) ec2(operation string) Command {
	return run("aws", "ec2", operation)
}

// byoip starts a call that EC2 and Global Accelerator have under one name.
func (p plan) byoip(operation string) Command {
	if p.Service == GlobalAccelerator {
		return run("aws", "globalaccelerator", operation)
	}
	return p.ec2(operation)
}

func (p plan) withASN(c Command) Command {
	return c.withText("--asn", p.ASN.String())
}

func (p plan) withCIDR(c Command) Command {
	return c.with("--cidr", p.cidr())
}

// home ends a call that goes where the request goes.
func (p plan) home(c Command) Command {
	return p.end(c, p.Region)
}

// local ends a call that goes where the range is advertised.
func (p plan) local(c Command) Command {
	return p.end(c, p.Locale)
}

func (p plan) end(c Command, region string) Command {
	if region != "" {
		c = c.withText("--region", region)
	}
	if p.Profile != "" {
		c = c.withText("--profile", p.Profile)
	}
	return c
}

func (p plan) ipam() Arg {
	return valueOr(p.IPAM, variableIPAM)
}

func (p plan) pool() Arg {
	return valueOr(p.Pool, variablePool)
}

func (p plan) cidr() Arg {
	if !p.CIDR.IsValid() {
		return Arg{Variable: variableCIDR}
	}
	return Arg{Text: p.CIDR.String()}
}

func valueOr(text, variable string) Arg {
	if text == "" {
		return Arg{Variable: variable}
	}
	return Arg{Text: text}
}
