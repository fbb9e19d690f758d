resource "aws_vpc_ipam_pool_cidr" "byoip_198_51_100_0_24" {
  ipam_pool_id = "ipam-pool-0123456789abcdef0"
  cidr         = "198.51.100.0/24"

  cidr_authorization_context {
    message   = "1|aws|123456789012|198.51.100.0/24|20261231|SHA256|RSAPSS"
    signature = "-aBH7pU844ox2H8mzXQbwmkQt14FrFP6oUjvlj3kizLZgCfOdRzDahG4XwatVPuiSfCXPuWMM9qBKM92HcRrErlgB65V~KNK8Zg~5o0024Ip0HcexWwTumEIr1b9pEvymUDnjjXcgyrReB~GbRS7YgmwV~6lTPOaQeiPNt2EK9J5IMduFbxjCrFY~6ZN9JtC6ZA33oUs03ohyG8WvWQLslkAp071nEPqkTjfhi3UeyLJcBe-ZQyzWgGoT~adROuSOeCHLtV8I8pxGL9mDbRbAqlQ955F7JM64Ygv1n0ky3IZwGcOtVwDqlH4n0btlDviiTDXfiXMcxrBaA-2XQSrUg__"
  }
}
