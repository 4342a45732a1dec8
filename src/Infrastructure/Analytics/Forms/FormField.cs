using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>The controls of a form that share a name.</summary>
/// <param name="Label">As a visitor reads it.</param>
/// <param name="Controls">In their order in the form.</param>
/// <param name="Choices">What may be sent, where one of the form's own values is chosen.</param>
/// <param name="Initial">What is sent when nobody touches it.</param>
/// <param name="Capacity">How many values it may have.</param>
public sealed record FormField(
    string Name,
    string Label,
    FormFieldKind Kind,
    IReadOnlyList<IElement> Controls,
    IReadOnlySet<string> Choices,
    IReadOnlyList<string> Initial,
    int Capacity
)
{
    /// <summary>Whether something has to be filled in or chosen.</summary>
    public bool IsRequired => Controls.Any(control => control.HasAttribute("required"));

    /// <summary>Whether a value that nobody changed tells nothing about its sender.</summary>
    public bool IsChoice => Kind is FormFieldKind.Select or FormFieldKind.Radio or FormFieldKind.Checkbox;
}
