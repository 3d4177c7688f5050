package dev.tokenry.functions.projects;

import dev.tokenry.model.Project;
import dev.tokenry.model.ProjectTokenCounts;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.time.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The JSON representation of a project. It omits fields without a value. */
final class ProjectJson {

    private static final String LAST_UPLOAD_DATE = "lastUploadDate";
    private static final String TOKENS = "tokens";

    /** The fields that the service computes. Clients may send them back. */
    static final Set<String> COMPUTED = Set.of(LAST_UPLOAD_DATE, TOKENS);

    private ProjectJson() {}

    /** Returns the fields of a project in a list. */
    static Map<String, Object> row(ProjectRow row) {
        return row.project().map(ProjectJson::summary).orElseGet(() -> damaged(row.name()));
    }

    private static Map<String, Object> summary(Project project) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", project.name());
        if (project.displayName() != null) {
            json.put("displayName", project.displayName());
        }
        if (project.lastUploadAt() != null) {
            json.put(LAST_UPLOAD_DATE, Timestamps.format(project.lastUploadAt()));
        }
        return json;
    }

    private static Map<String, Object> damaged(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("damaged", true);
        return json;
    }

    /** Returns all fields of the record and the number of tokens. */
    static Map<String, Object> full(Project project, ProjectTokenCounts counts) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("live", counts.live());
        tokens.put("expired", counts.expired());
        if (counts.more()) {
            tokens.put("more", true);
        }
        Map<String, Object> json = summary(project);
        json.put(TOKENS, tokens);
        return json;
    }
}
