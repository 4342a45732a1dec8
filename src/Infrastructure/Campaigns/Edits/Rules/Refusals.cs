using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>What is never written unasked: what is made up, what needs proof, what is not there, and what no page does.</summary>
internal static class Refusals
{
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        // Whoever takes something away, or moves it, claims nothing.
        var claims = !clause.Has("remove", "shorter") && (!clause.Has("move") || clause.Has("set", "add"));
        return clause.Has("invent") ? step.Refuse("invented")
            : clause.Says("review") && claims
                ? clause.Quoted.Count > 0 || !clause.Has("write") ? step.Ask("review")
                    : step.Refuse("invented")
            : clause.Says("ranking") && claims ? step.Refuse("proof")
            : clause.Says("award") && claims ? step.Ask("certificate")
            : clause.Says("certificate") && claims ? step.Ask("certificate")
            : clause.Says("customers") && Numbers.In(clause.All).Any() && claims ? step.Refuse("invented")
            : clause.Has("countdown") && claims ? step.Ask("date")
            : clause.Has("attachment", "logo") && claims ? step.Refuse("upload")
            : clause.Has("image") && claims && !clause.Has("gallery") ? step.Refuse("upload")
            : clause.Has("impossible") && !Statements.IsOne(clause) ? step.Refuse("cannot")
            : null;
    }
}
