namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>How a control is filled in, which decides how its value is checked.</summary>
public enum FormFieldKind
{
    Text,
    Email,
    Phone,
    Url,
    Date,
    Month,
    Week,
    Time,
    Moment,
    Number,
    Colour,

    /// <summary>A list that is opened.</summary>
    Select,
    Radio,
    Checkbox,

    /// <summary>A button that sends its own name and value: the wish.</summary>
    Button,

    /// <summary>Not the visitor's to fill in.</summary>
    Hidden,
}
