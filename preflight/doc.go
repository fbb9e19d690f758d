// Package preflight is the judge: will AWS accept this proof, or take the
// certificate in this record, and if not, what exactly is wrong and how is it
// fixed? It answers before AWS is asked.
//
// [Gather] reads what there is. What is still to be fetched is asked of the
// [Evidence], and put into it:
//
//	e := preflight.Gather(preflight.Input{
//		Message:   text,      // as it will be sent
//		Signature: signature, // in its text form
//		Now:       time.Now(),
//	})
//	e.Record, e.RecordErr = fetch(e.Resource()) // packages lookup and rdap
//	e.ROAs, err = read(e.Routes())              // package roa; for a range
//	report, err := e.Report(ctx)
//	report.Verdict  // pass, fail or unknown
//	report.Headline // why, in one line
//	report.Steps    // what to do, the first thing first
//	report.Checks   // all of them, in the order in which AWS would come to them
//
// With [Input.RecordOnly], an ASN or range and perhaps a certificate are enough:
// the report then has the checks about the record alone, with the same verdicts.
//
// No clock, file or network is read. Now may be a day to come: will the proof
// still hold when it is used? (The record stays as it is.)
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
//     tell (RIPE NCC's RDAP shows two fields as one; its database settles it), or AWS
//     does not document what it does (a key of another size, a message or
//     certificate that ends within the week that provisioning may take). Never a
//     pass.
//
// Where one fault makes another check impossible, that one is unknown and
// [Check.Because] names the first: one fault, one fail. [Check.Decides] is false
// for a check that has no part in the decision, such as that of the ROAs of an ASN
// for which no prefix is asked about.
//
// The verdict on the proof is fail if a check fails; else unknown if one that
// decides is unknown; else pass. Only if it is a pass do the ROAs change the
// report's: for an ASN, AWS asks for those of its range later. A pass needs a
// signature that verifies over the message with a certificate that stands in the
// record where AWS looks.
//
// # Forms
//
// A report is JSON as it stands, and reads it back;
// [Report.Text] and [Report.Brief] are for a terminal, [Report.JUnit] for a pipeline,
// [Report.Markdown] for a change ticket, and
// [Report.HTML] one self-contained page to attach to it, for screen and paper.
//
// What AWS checks is taken from its pages "Tutorial: Bring your ASN to IPAM"
// (Amazon VPC IPAM) and "Onboard your address range" (Amazon EC2).
package preflight
