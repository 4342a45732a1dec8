namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>The fields that publishing adds to every form; the underscore keeps them apart from the form's own.</summary>
public static class FormFields
{
    /// <summary>The id of the component that the form stands in.</summary>
    public const string Component = "_component";

    /// <summary>Hidden from people, inviting to programs: whoever fills it is one.</summary>
    public const string Trap = "_website";
}
