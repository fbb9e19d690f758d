// Package preflight answers, before AWS is asked: will it accept this proof, and
// if not, what exactly is wrong and what mends it?
//
// Give [Run] what there is, and it returns one [Report]:
//
//	report := preflight.Run(preflight.Input{
//		Message:   text,      // as it will be sent
//		Signature: signature, // in its text form
//		Record:    record,    // the registry's, from packages lookup or rdap
//		Now:       time.Now(),
//	})
//	report.Verdict  // pass, fail or unknown
//	report.Headline // why, in one line
//	report.Steps    // what to do, the first thing first
//	report.Checks   // all of them, in the order in which AWS would come to them
//
// Run is pure: it reads no clock, file or network. Now may be a day to come:
// will the proof still hold when it is used? (The record stays as it is.)
//
// # Checks
//
// Every report has every [Check], each with a stable [ID], in a fixed order. Its
// verdict is
//
//   - pass: as AWS documents it;
//   - warn: AWS takes it, and something should be looked at;
//   - fail: AWS refuses it, by its own documentation;
//   - unknown: it could not be found out. An input is missing, the record does not
//     tell (RIPE NCC's RDAP shows two fields as one), or AWS does not document what
//     it does (a key of another size, a message or certificate that ends within the
//     week that provisioning may take). Never a pass.
//
// Where one fault makes another check impossible, that one is unknown and
// [Check.Because] names the first: one fault, one fail. [Check.Decides] is false
// for a check that has no part in the decision, such as that of the ROAs of an ASN
// for which no prefix is asked about.
//
// The report's verdict is fail if a check fails; else unknown if one that decides
// is unknown; else pass. A pass needs a signature that verifies over the message
// with a certificate that stands in the record where AWS looks.
//
// # Forms
//
// A report is JSON by its MarshalJSON, in the form that [Version] numbers;
// [Report.Text] is for a terminal, [Report.Markdown] for a change ticket, and
// [Report.HTML] one self-contained page to attach to it, for screen and paper.
//
// What AWS checks is taken from its pages "Tutorial: Bring your ASN to IPAM"
// (Amazon VPC IPAM) and "Onboard your address range" (Amazon EC2).
package preflight
