package org.tradehouse.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores Spring Batch's execution contexts as flat JSON of texts, whole numbers and booleans, and reads nothing else: the
 * framework's default is Java serialization, which a poisoned row could abuse (reliability.md H7, S19).
 */
final class PlainContext implements ExecutionContextSerializer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> FLAT = new TypeReference<>() {};

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        context.forEach(PlainContext::plain);
        out.write(JSON.writeValueAsBytes(context));
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        try {
            Map<String, Object> context = JSON.readValue(in.readAllBytes(), FLAT);
            context.forEach(PlainContext::plain);
            return context;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("TH-4019 a stored execution context is not flat JSON", e);
        }
    }

    private static void plain(String key, Object value) {
        boolean plain = value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean;
        if (!plain) {
            throw new IllegalArgumentException("TH-4019 '" + key + "' of an execution context is a "
                    + value.getClass().getName() + ", which is not stored");
        }
    }
}
