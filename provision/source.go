package provision

// A Source is a page of AWS's documentation.
type Source struct {
	Title, URL string
}

// Pages of AWS's documentation that the runbook rests on.
var (
	tutorialASN = Source{"Tutorial: Bring your ASN to IPAM (Amazon VPC IPAM)",
		"https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoasn.html"}
	tutorialRange = Source{"Bring your own public IPv4 CIDR to IPAM using only the AWS CLI (Amazon VPC IPAM)",
		"https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv4.html"}
	verifyControl = Source{"Verify domain control (Amazon VPC IPAM)",
		"https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-domain-verification-methods.html"}
	byoip = Source{"Bring your own IP addresses (BYOIP) to Amazon EC2",
		"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-byoip.html"}
	prerequisites = Source{"Prerequisites for BYOIP in Amazon EC2",
		"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/prepare-for-byoip.html"}
	onboard = Source{"Onboard your address range for use in Amazon EC2",
		"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/byoip-onboard.html"}
	apiAssociate = Source{"AssociateIpamByoasn (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIpamByoasn.html"}
	apiAdvertise = Source{"AdvertiseByoipCidr (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AdvertiseByoipCidr.html"}
	apiWithdraw = Source{"WithdrawByoipCidr (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_WithdrawByoipCidr.html"}
	apiDeprovisionASN = Source{"DeprovisionIpamByoasn (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeprovisionIpamByoasn.html"}
	apiProvision = Source{"ProvisionIpamByoasn (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ProvisionIpamByoasn.html"}
	apiRoutes = Source{"GetIpamDiscoveredRoutes (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetIpamDiscoveredRoutes.html"}
	apiFindings = Source{"GetIpamRouteProtectionFindings (Amazon EC2 API Reference)",
		"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetIpamRouteProtectionFindings.html"}
	accelerator = Source{"Bring your own IP addresses (BYOIP) in AWS Global Accelerator",
		"https://docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.html"}
	apiAcceleratorAdvertise = Source{"AdvertiseByoipCidr (AWS Global Accelerator API Reference)",
		"https://docs.aws.amazon.com/global-accelerator/latest/api/API_AdvertiseByoipCidr.html"}
	apiAcceleratorWithdraw = Source{"WithdrawByoipCidr (AWS Global Accelerator API Reference)",
		"https://docs.aws.amazon.com/global-accelerator/latest/api/API_WithdrawByoipCidr.html"}
	acceleratorNeeds = Source{"Requirements (AWS Global Accelerator)",
		"https://docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.requirements.html"}
	acceleratorProvision = Source{"Provision the address range for use with Global Accelerator",
		"https://docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.provision.html"}
	delegated = Source{"Tutorial: Set up delegated RPKI for BYOIP prefixes (Amazon VPC IPAM)",
		"https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-bgp-security.html"}
	acceleratorLeave = Source{"Deprovision the address range (AWS Global Accelerator)",
		"https://docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.deprovision.html"}
)
