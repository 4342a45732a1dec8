using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.ModuleName;

/// <summary>What can go wrong here. A code is part of the API: it never changes.</summary>
public static class ModuleNameErrors
{
    public static Error NameMissing { get; } =
        new(ErrorKind.Validation, "module_code.name_missing", "It needs a name.");
}
