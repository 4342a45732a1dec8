using AiWebBuilder.Application.Campaigns.Pages.Emails;
using AiWebBuilder.Application.Campaigns.Publishing;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>What an e-mail needs that a page does not.</summary>
internal static class MailboxRules
{
    public static IEnumerable<PreflightCheck> Of(IHtmlDocument document, string key, EmailParts email)
    {
        if (email.Subject.Length == 0)
        {
            yield return Preflight.Error(
                "email.subject-missing",
                null,
                $"The e-mail {key} has no subject: its head, a component of the kind e-head, gives it."
            );
        }
        if (!email.HasBody)
        {
            yield return Preflight.Error(
                "email.body-missing",
                null,
                $"The e-mail {key} says nothing: add a text, a list or a picture."
            );
        }
        foreach (var field in MergeField.In(email))
        {
            if (!MergeField.Known.Contains(field.Name, StringComparer.Ordinal))
            {
                yield return Preflight.Error(
                    "email.merge-field-unknown",
                    null,
                    $"The e-mail {key} has the field %{field.Name}%, which no sender fills: write one of {string.Join(", ", MergeField.Known)}."
                );
            }
            else if (field.Fallback is null)
            {
                yield return Preflight.Warning(
                    "email.merge-fallback-missing",
                    null,
                    $"Readers without a {field.Name} get a gap in the e-mail {key}: write %{field.Name}|and what stands there instead%."
                );
            }
        }
        if (document.QuerySelector($"a[href='{EmailParts.UnsubscribeAddress}']") is null)
        {
            yield return Preflight.Warning(
                "email.unsubscribe-missing",
                null,
                $"The e-mail {key} has no link to unsubscribe, which every marketing e-mail needs: its footer has one."
            );
        }
    }
}
