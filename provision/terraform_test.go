package provision_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

func TestTerraformHasAResourceForARangeInIPAM(t *testing.T) {
	all := requests(t)
	hcl, err := all["range"].Terraform()
	require.NoError(t, err)
	golden(t, "range.tf", hcl+"\n")
	all["range-ec2"] = change(all["range-ec2"], func(r *provision.Request) { r.Service, r.Pool = provision.IPAM, poolID })
	hcl, err = all["range-ec2"].Terraform()
	require.NoError(t, err)
	require.Contains(t, hcl, `resource "aws_vpc_ipam_pool_cidr" "byoip_2001_db8___48" {`)
}

func TestTerraformSaysWhereThereIsNoResource(t *testing.T) {
	tests := []struct {
		name, text string
	}{
		{"range-ec2", "Terraform has a resource for a range in an IPAM pool (aws_vpc_ipam_pool_cidr), and none is known for ec2 provision-byoip-cidr; " +
			"run the AWS CLI's command, or bring the range to a pool"},
		{"accelerator", "Terraform has a resource for a range in an IPAM pool (aws_vpc_ipam_pool_cidr), and none is known for globalaccelerator provision-byoip-cidr; " +
			"run the AWS CLI's command, or bring the range to a pool"},
	}
	for _, test := range tests {
		r := requests(t)[test.name]
		hcl, err := r.Terraform()
		require.Empty(t, hcl)
		require.ErrorIs(t, err, provision.NoTerraform)
		require.EqualError(t, err, test.text)
	}
}

func TestTerraformNeedsThePool(t *testing.T) {
	_, err := requests(t)["asn-open"].Terraform()
	require.ErrorIs(t, err, provision.MissingIPAM, "there are no shell variables in it")
	_, err = requests(t)["hidden-ipam"].Terraform()
	require.ErrorIs(t, err, provision.MissingPool)
}
